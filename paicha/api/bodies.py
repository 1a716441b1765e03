"""What bodies hold."""

from typing import Annotated

from pydantic import StringConstraints

Line = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", strip_whitespace=True)]

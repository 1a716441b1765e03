"""Numbers of records as addresses hold them."""

from typing import Annotated

from ninja import Path

MOST = 2**53  # what every language reads exactly in JSON
Number = Annotated[int, Path(ge=1, le=MOST)]

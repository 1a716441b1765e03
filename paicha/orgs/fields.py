"""A text column that every database compares byte by byte."""

from typing import Any

from django.db import models


class PathField(models.CharField):  # type: ignore[type-arg]  # generic in the stubs only
    """A path such as `/1/23/450/`: COLLATE "C" on PostgreSQL, so that a subtree is one range of the index."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 400)
        super().__init__(*args, **kwargs)

    def db_parameters(self, connection: Any) -> dict[str, Any]:
        found = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            found["collation"] = "C"
        return found

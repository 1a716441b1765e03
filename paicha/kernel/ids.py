"""Identifiers: numbers of rows, and those that sort by the time they were made."""

from uuid import UUID

import uuid_utils.compat

LARGEST = 2**63 - 1  # the largest number that a row can have; a larger one in a query is an error of the database


def uuid7() -> UUID:
    """A UUID of version 7 (RFC 9562, section 5.7): milliseconds first, so an index over it grows at one end."""
    return uuid_utils.compat.uuid7()

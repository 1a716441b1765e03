"""Tests here begin with the cast, or with a busy town."""

from paicha.testing.busy import busy, busy_house, busy_postgres, busy_sqlite  # noqa: F401  fixtures
from paicha.testing.peopled import people, peopled_house, peopled_postgres, peopled_sqlite  # noqa: F401  fixtures

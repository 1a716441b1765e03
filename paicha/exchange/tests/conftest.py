"""Tests of exports begin with a busy town."""

from paicha.testing.busy import busy, busy_house, busy_postgres, busy_sqlite  # noqa: F401  fixtures

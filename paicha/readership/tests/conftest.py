"""Tests here begin with the cast."""

from paicha.testing.peopled import people, peopled_house, peopled_postgres, peopled_sqlite  # noqa: F401  fixtures

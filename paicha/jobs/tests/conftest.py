"""Tests here begin with the cast, and with kinds of job that end in every way."""

from paicha.jobs.tests.trials import trials  # noqa: F401  fixtures
from paicha.testing.peopled import people, peopled_house, peopled_postgres, peopled_sqlite  # noqa: F401  fixtures

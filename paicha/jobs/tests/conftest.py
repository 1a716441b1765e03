"""Kinds of job that end in every way."""

from paicha.jobs.tests.trials import trials  # noqa: F401  fixtures

"""What every test of the terminal may use."""

from paicha.cli.tests.terminal import paicha  # noqa: F401  a fixture of all tests here

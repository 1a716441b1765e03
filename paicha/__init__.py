"""paicha (排查): organisation-wide inspections, from the notice to a report whose every figure can be verified."""

__version__ = "0.2.0"

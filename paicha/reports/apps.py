"""Reports as a Django app."""

from paicha import rooms


class ReportsConfig(rooms.Room):
    name = "paicha.reports"

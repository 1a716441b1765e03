"""Jobs as a Django app."""

from paicha import rooms


class JobsConfig(rooms.Room):
    name = "paicha.jobs"

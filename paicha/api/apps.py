"""The API as a Django app."""

from paicha import rooms


class ApiConfig(rooms.Room):
    name = "paicha.api"

    later = ()  # its jobs.py and lists.py answer calls about jobs and lists

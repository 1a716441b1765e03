"""The API as a Django app."""

from paicha import rooms


class ApiConfig(rooms.Room):
    name = "paicha.api"

    registering = ("problems",)  # its jobs.py and lists.py answer calls about jobs and lists

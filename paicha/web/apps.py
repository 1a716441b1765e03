"""Pages as a Django app."""

from paicha import rooms


class WebConfig(rooms.Room):
    name = "paicha.web"

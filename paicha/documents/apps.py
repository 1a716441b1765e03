"""Documents as a Django app."""

from paicha import rooms


class DocumentsConfig(rooms.Room):
    name = "paicha.documents"

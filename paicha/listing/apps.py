"""Lists as a Django app."""

from paicha import rooms


class ListingConfig(rooms.Room):
    name = "paicha.listing"

"""Exchange as a Django app."""

from paicha import rooms


class ExchangeConfig(rooms.Room):
    name = "paicha.exchange"

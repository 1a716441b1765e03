"""The ledger as a Django app."""

from paicha import rooms


class LedgerConfig(rooms.Room):
    name = "paicha.ledger"

"""Checklists as a Django app."""

from paicha import rooms


class ChecklistsConfig(rooms.Room):
    name = "paicha.checklists"

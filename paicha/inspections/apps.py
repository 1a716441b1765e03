"""Inspections as a Django app."""

from paicha import rooms


class InspectionsConfig(rooms.Room):
    name = "paicha.inspections"

"""Figures as a Django app."""

from paicha import rooms


class FiguresConfig(rooms.Room):
    name = "paicha.figures"

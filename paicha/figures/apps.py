"""Figures as a Django app."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "paicha.figures"
    label = "figures"

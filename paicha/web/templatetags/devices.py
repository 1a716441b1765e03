"""What a browser calls itself, in words that a person knows."""

import re

from django import template
from django.utils.translation import gettext as _

register = template.Library()

# The first that fits: many name the browsers that they descend from, too.
BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("HuaweiBrowser", "Huawei Browser"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrom", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@register.filter
def device(agent: str) -> str:
    """The browser and the system of a session, such as “Chrome, Windows”."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    return ", ".join(filter(None, (browser, system))) or _("An unknown program")


@register.filter
def is_phone(agent: str) -> bool:
    """Whether a session is on something that one carries."""
    return re.search(r"Mobile|Android|iPhone|HarmonyOS", agent) is not None

"""paicha's own settings with one page more: the baseline of pages.py."""

from paicha.settings import *  # noqa: F403

ROOT_URLCONF = "offset_pages"

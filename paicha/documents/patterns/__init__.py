"""What the guard of running text allows and refuses, per language: patterns in the order in which they apply."""

from paicha.documents.patterns import en, zh

ALLOWED = {"zh": zh.ALLOWED, "en": en.ALLOWED}
REFUSED = {"zh": zh.REFUSED, "en": en.REFUSED}

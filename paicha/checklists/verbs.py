"""The verbs of checklists and severity scales."""

from paicha.kernel.phrases import Phrase
from paicha.orgs.roles import verb

verb("checklists.change", Phrase("修改检查表和等级标准", "change checklists and severity scales"), ("administrator",))

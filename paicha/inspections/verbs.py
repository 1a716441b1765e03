"""The verbs of inspections."""

from paicha.kernel.phrases import Phrase
from paicha.orgs.roles import verb

verb("inspections.see", Phrase("查看检查", "see inspections"), sees=True)
verb("inspections.import", Phrase("导入检查", "import inspections"), ("administrator", "coordinator"))

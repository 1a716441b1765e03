"""The verbs of units and people, and of figures, which know nobody."""

from paicha.kernel.phrases import Phrase
from paicha.orgs.roles import verb

verb("units.see", Phrase("查看单位", "see units"), sees=True)
verb("figures.ask", Phrase("查询指标", "ask for figures"), sees=True)
verb("units.change", Phrase("变更单位", "change units"), ("administrator", "coordinator"))
verb("people.change", Phrase("管理人员", "look after people"), ("administrator",))

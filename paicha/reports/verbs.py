"""The verbs of reports."""

from paicha.kernel.phrases import Phrase
from paicha.orgs.roles import verb

verb("reports.see", Phrase("查看报告", "see reports"), sees=True)
verb("reports.make", Phrase("生成报告", "make reports"), ("administrator", "coordinator", "liaison", "head"))

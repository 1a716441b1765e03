"""The verbs of findings. Which step of a finding's life needs which of them stands in rules/lifecycle.py."""

from paicha.kernel.phrases import Phrase
from paicha.orgs.roles import verb

verb("findings.see", Phrase("查看问题", "see findings"), sees=True)
verb("findings.raise", Phrase("提出问题", "raise findings"), ("administrator", "coordinator", "inspector"))
verb("findings.correct", Phrase("报告问题已整改", "report findings as put right"), ("owner",), duty=True)
verb(
    "findings.verify", Phrase("复查整改并销号", "verify corrections and close findings"), ("administrator", "verifier")
)
verb("findings.extend", Phrase("批准延期", "extend deadlines"), ("administrator", "coordinator"))
verb(
    "findings.reopen",
    Phrase("重新打开问题", "reopen findings"),
    ("administrator", "coordinator", "inspector", "verifier"),
)
verb("findings.withdraw", Phrase("撤回问题", "withdraw findings"), ("administrator", "coordinator"))

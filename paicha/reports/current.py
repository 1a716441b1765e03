"""What a report's numbers rest on, and what they would be today: the same questions, asked at the ledger's head."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from paicha.documents.comparing import Recomputed
from paicha.documents.normal import squeeze
from paicha.figures.asking import Answer, Group
from paicha.figures.definitions import Figure
from paicha.figures.registry import figures
from paicha.kernel.problems import Problem
from paicha.ledger.appending import head
from paicha.reports.models import Report
from paicha.reports.verifying import again, asked_again, desk_of, recomputed

MOST = 300  # differing questions that are shown


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a report: as it was printed and what it rests on, and the same today.

    `figure` is None where the figure is no longer there, and `now` where its definition has another version.
    """

    id: str
    text: str
    figure: Figure | None
    arguments: Mapping[str, Any]
    position: int
    then: Answer | Group | None
    head: int
    now: Answer | Group | None
    now_text: str

    @property
    def differs(self) -> bool:
        """Whether it would be printed otherwise today."""
        return self.now is not None and squeeze(self.now_text) != squeeze(self.text)

    @property
    def compared(self) -> bool:
        """Whether it speaks of a difference between two periods."""
        return "compared" in self.arguments

    @property
    def keys(self) -> dict[str, list[str]]:
        """The group and the filters: the keys of each dimension, "" for records that say none."""
        return _keys(self.arguments)


def _keys(arguments: Mapping[str, Any]) -> dict[str, list[str]]:
    filters = arguments.get("filters", {}).items()
    found = {name: [keys] if isinstance(keys, str) else list(keys) for name, keys in filters}
    if arguments.get("by"):
        found[arguments["by"]] = [arguments.get("group") or ""]
    return found


def number_of(report: Report, identity: str) -> Number:
    """The number of that id in a report; Problem `absent` where it has none such."""
    found = next((number for number in report.manifest["numbers"] if number["id"] == identity), None)
    if found is None:
        raise Problem("absent", thing=_("number"), key=identity[:20])
    return _number(report, found, head())


def _number(report: Report, found: Mapping[str, Any], position: int) -> Number:
    figure = figures().get(found["figure"])
    then = now = None
    now_text = ""
    if figure is not None and figure.version == found["version"]:
        before, today = desk_of(report, report.at), desk_of(report, position)
        arguments = found["arguments"]
        then = asked_again(before, found["figure"], arguments, arguments).found
        now = asked_again(today, found["figure"], arguments, arguments).found
        with translation.override("zh-hans" if report.language == "zh" else "en"):
            text = again(today, found)
        now_text = text if isinstance(text, str) else ""
    return Number(found["id"], found["text"], figure, found["arguments"], report.at, then, position, now, now_text)


@dataclass(frozen=True, slots=True)
class Difference:
    """A question of a report whose answer is another today: its numbers as they were printed, and as they would be."""

    figure: Figure
    keys: dict[str, list[str]]  # of the group and the filters, by dimension
    period: str
    numbers: list[tuple[str, str, str]]  # id, then, now


@dataclass(frozen=True, slots=True)
class Differences:
    """What is different today. `changed` and `redefined` count numbers of `all`; `shown` are the first questions."""

    all: int
    changed: int
    redefined: int
    position: int
    shown: list[Difference]


def differences(report: Report) -> Differences:
    """Ask everything again at the head of the ledger, and hold it against what was printed."""
    position = head()
    found: dict[str, Difference] = {}
    changed = redefined = 0
    with translation.override("zh-hans" if report.language == "zh" else "en"):
        texts = recomputed(report, position)
    for number in report.manifest["numbers"]:
        text = texts[number["id"]]
        if isinstance(text, Recomputed):
            redefined += 1
        elif squeeze(text) != squeeze(number["text"]):
            changed += 1
            key = f"{number['figure']} {sorted(number['arguments'].items())}"
            if key not in found and len(found) < MOST:
                found[key] = _difference(number)
            if key in found:
                found[key].numbers.append((number["id"], number["text"], text))
    return Differences(len(texts), changed, redefined, position, list(found.values()))


def _difference(number: Mapping[str, Any]) -> Difference:
    arguments = number["arguments"]
    period = f"{arguments['from']} – {arguments['to']}"
    return Difference(figures()[number["figure"]], _keys(arguments), period, [])

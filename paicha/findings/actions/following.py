"""Findings as a series of inspections tells them: raised, merged, closed and reopened, many units at once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from paicha.checklists.models import Grade
from paicha.findings.actions.single import CHANGED, put
from paicha.findings.covers import FINDING, STANDING, UNGRADED, step_of
from paicha.findings.entries import FOLLOWED
from paicha.findings.models import Finding, Step
from paicha.findings.rules.following import Act, Key, Life, Sighting, follow, missing_steps
from paicha.findings.rules.following import Step as Planned
from paicha.findings.rules.lifecycle import VERBS, Standing
from paicha.ledger.writing import add
from paicha.orgs.acting import action, record
from paicha.orgs.models import Line, Person
from paicha.orgs.permissions import require

CHUNK = 500
COUNTED = {
    "raise": "added",
    "merge": "merged",
    "close": "closed_verified",
    "infer": "closed_inferred",
    "reopen": "reopened",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What goes with a sighting besides its listing: the inspector's group, and a note by item or severity."""

    group: str
    notes: Mapping[int | str, str]


@action
def follow_inspections(
    by: Person,
    *,
    source: str,
    line: Line,
    grades: Mapping[str, Grade],
    units: Mapping[int, Sequence[Sighting]],
    told: Mapping[int, Told],
) -> Counter[str]:
    """Bring the findings of these units to what all their held inspections of `source` say; one entry.

    `units` gives each unit's sightings in order, from the first on; `told` goes by inspection and is needed for those
    that may raise. Returns how many were added, merged, closed_verified, closed_inferred and reopened.
    """
    require(by, "inspections.import", None)
    known, steps = _known(source, units)
    counts: Counter[str] = Counter()
    new: list[Change] = []
    further: list[Change] = []
    for unit, sightings in units.items():
        here = known.get(unit, {})
        acts = {key: done for key, finding in here.items() if (done := _acts(steps[finding.pk]))}
        lives = follow(sightings, acts)
        for key in lives | here:
            wanted = lives[key].steps if key in lives else []
            finding = here.get(key) or Finding(unit_id=unit, line=line, source=source)
            if wanted:
                _begin(finding, key, lives[key], grades, told)
            recorded = steps[finding.pk] if finding.pk else []
            missing = missing_steps(wanted, [(step.on, step.standing, step.tells(finding)) for step in recorded])
            if missing:
                changes = further if finding.pk else new
                changes.append(Change(finding, missing, (wanted or missing)[-1].standing))
                counts.update(_news(finding, recorded, missing))
    rows = _write(new, further)
    if rows:
        record(FOLLOWED, None, [(Finding, rows)], source=source, **{name: counts[name] for name in COUNTED.values()})
    return counts


class Recorded(NamedTuple):
    """A step as it is recorded, as far as following needs it."""

    verb: str
    on: date
    cause: int | None
    reason: str
    beginning: tuple[object, ...]
    standing: Standing

    def tells(self, finding: Finding) -> bool:
        """Whether it tells the raising of the finding as it now is."""
        severity = finding.grade.code if finding.grade else UNGRADED
        return self.beginning == (
            severity,
            finding.family,
            finding.inspector_group,
            finding.inspection,
            finding.raised_on,
        )


def _known(source: str, units: Iterable[int]) -> tuple[dict[int, dict[Key, Finding]], dict[int, list[Recorded]]]:
    """The findings that the source has raised at these units, by unit and key, and their steps in order."""
    known: dict[int, dict[Key, Finding]] = defaultdict(dict)
    steps: dict[int, list[Recorded]] = defaultdict(list)
    keys = sorted(units)
    for start in range(0, len(keys), CHUNK):
        found = Finding.objects.filter(unit__in=keys[start : start + CHUNK], source=source, inspection__isnull=False)
        for finding in found.prefetch_related("grade"):
            severity = finding.grade.code if finding.grade else ""
            key: Key = (0, finding.item_id) if finding.item_id else (finding.inspection or 0, severity)
            known[finding.unit_id][key] = finding
    numbers = sorted(finding.pk for findings in known.values() for finding in findings.values())
    for start in range(0, len(numbers), CHUNK):
        rows = Step.objects.filter(finding__in=numbers[start : start + CHUNK]).order_by("finding", "seq")
        for number, verb, on, cause, reason, *rest in rows.values_list(*_RECORDED, *_BEGINNING, *STANDING):
            beginning, standing = tuple(rest[: len(_BEGINNING)]), Standing(*rest[len(_BEGINNING) :])
            steps[number].append(Recorded(verb, on, cause, reason, beginning, standing))
    return known, steps


_RECORDED = ("finding", "verb", "valid_on", "cause", "reason")
_BEGINNING = ("severity", "family", "inspector_group", "inspection", "raised_on")


def _acts(steps: Sequence[Recorded]) -> list[Act]:
    """Those of the steps that people took, and not an inspection."""
    acts: list[Act] = []
    for number, step in enumerate(steps):
        if step.cause is None and step.verb != "correct":
            earlier = steps[:number]
            behind = frozenset(told.cause for told in earlier if told.cause is not None)
            acts.append(Act(step.verb, step.on, _given(step, earlier), behind))
    return acts


def _given(step: Recorded, earlier: Sequence[Recorded]) -> dict[str, object]:
    """What the act was given, as far as the finding's standing before and after it tells; `-` for what it does not."""
    after = step.standing
    before = max(enumerate(earlier), key=lambda each: (each[1].on, each[0]))[1].standing if earlier else after
    needed = {need: getattr(after, need, "-") for need in VERBS[step.verb].needs}
    listed = after.listings > before.listings
    return needed | {"deadline": after.deadline, "reason": step.reason or "-", "listed": listed}


def _begin(finding: Finding, key: Key, life: Life, grades: Mapping[str, Grade], told: Mapping[int, Told]) -> None:
    """Let the finding begin as its life does: an earlier inspection may have become known."""
    first, said = life.first, told[life.first.inspection]
    finding.item_id = int(key[1]) if key[0] == 0 else None
    finding.grade = grades.get(life.severity)
    finding.family = life.family
    finding.inspector_group = said.group
    finding.inspection = first.inspection
    finding.note = said.notes.get(key[1], "")
    finding.raised_on = first.on
    due = finding.grade.due_from(first.on) if finding.grade and not first.listed[key[1]].stated else None
    finding.provisional = due is not None and due.provisional


def _news(finding: Finding, recorded: Sequence[Recorded], missing: Sequence[Planned]) -> list[str]:
    """What of the missing steps is news, and not told of a finding once more because something before it changed."""
    told = {(step.verb, step.cause) for step in recorded}
    if recorded:
        told.add(("raise", finding.inspection))
    return [COUNTED[step.verb] for step in missing if step.verb in COUNTED and (step.verb, step.inspection) not in told]


@dataclass(frozen=True, slots=True)
class Change:
    """A finding, the steps to append to it, and how it stands after all of its life."""

    finding: Finding
    steps: Sequence[Planned]
    standing: Standing


def _write(new: Sequence[Change], further: Sequence[Change]) -> list[Step]:
    """Write the findings as they end up; returns the steps that lead there, each with the digest of where it ended."""
    for change in (*new, *further):
        change.finding.steps += len(change.steps)
        put(change.finding, change.standing)
    add([change.finding for change in new])
    Finding.objects.bulk_create(
        [change.finding for change in further],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[
            *CHANGED,
            "grade",
            "family",
            "inspector_group",
            "inspection",
            "note",
            "raised_on",
            "provisional",
        ],
    )
    rows: list[Step] = []
    for change in (*new, *further):
        finding, digest = change.finding, FINDING.digest(change.finding)
        for seq, step in enumerate(change.steps, finding.steps - len(change.steps) + 1):
            put(finding, step.standing)
            reason = step.reason
            rows.append(
                step_of(finding, seq, step.verb, valid_on=step.on, cause=step.inspection, reason=reason, digest=digest)
            )
        put(finding, change.standing)
    return rows

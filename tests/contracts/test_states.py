"""One column holds a state, and one table says which verb leads where."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.utils import translation

from paicha.findings.models import Finding, Step
from paicha.findings.rules.lifecycle import LIFECYCLE, NEEDS, STATES, VERBS, Standing
from paicha.kernel.lifecycle import TONES, Missing, NotNow, State, Verb
from paicha.orgs.roles import roles_with
from tests.contracts.sources import files, text

ICONS, STYLE = Path("paicha/web/icons"), Path("paicha/web/static/web/paicha.css")

# Words that would make a second, hidden state of a flag.
STATE_WORDS = {
    "open",
    "closed",
    "is_open",
    "is_closed",
    "reported",
    "verified",
    "withdrawn",
    "overdue",
    "duplicate",
    "active",
}


def our_models() -> list[type[models.Model]]:
    return [
        model for config in apps.get_app_configs() if config.name.startswith("paicha.") for model in config.get_models()
    ]


def concrete(model: type[models.Model]) -> dict[str, Any]:
    return {field.name: field for field in model._meta.get_fields() if getattr(field, "concrete", False)}


def test_a_record_has_at_most_one_state_column() -> None:
    crowded = {
        m.__name__: names for m in our_models() if len(names := {"state", "status", "stage"} & concrete(m).keys()) > 1
    }
    assert crowded == {}


def test_no_flag_repeats_the_state() -> None:
    for model in (Finding, Step):
        flags = {name for name, field in concrete(model).items() if isinstance(field, models.BooleanField)}
        assert flags & STATE_WORDS == set(), model.__name__


def test_every_state_and_verb_has_an_icon_and_a_colour() -> None:
    drawn = {path.stem for path in files() if path.parent == ICONS}
    rows: dict[str, State | Verb[Standing]] = {**STATES, **VERBS}
    assert [name for name, row in rows.items() if row.glyph not in drawn] == []
    assert [tone for tone in TONES if f".pc-state-{tone}" not in text(STYLE)] == []


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_a_label_a_sentence_and_refusals(verb: str, language: str) -> None:
    row = VERBS[verb]
    with translation.override(language):
        label, past = str(row.name), row.past % {"before": "<before>", "deadline": "<deadline>"}
        refused = [
            (LIFECYCLE.refusal(NotNow(verb, state), "<thing>").sentence, str(STATES[state].name))
            for state in STATES
            if state not in row.sources
        ]
        lacking = [(LIFECYCLE.refusal(Missing(verb, need), "").sentence, str(NEEDS[need])) for need in row.needs]
    assert bool(re.search(r"[\u4e00-\u9fff]", label + past)) == (language == "zh-hans")
    assert all(label in sentence and why in sentence for sentence, why in refused + lacking)


def test_every_verb_needs_a_permission_that_some_role_has() -> None:
    assert [name for name, row in VERBS.items() if not roles_with(row.permission)] == []


def test_the_database_knows_the_same_states() -> None:
    constraint: Any = next(one for one in Finding._meta.constraints if one.name == "findings_state_known")
    assert set(dict(constraint.condition.children)["state__in"]) == set(STATES)

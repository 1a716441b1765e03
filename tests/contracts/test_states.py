"""One column holds a state, and one table says which verb leads where."""

from typing import Any

from django.apps import apps
from django.db import models

from paicha.findings.models import Finding, Step
from paicha.findings.rules.lifecycle import STATES, VERBS
from paicha.orgs.roles import ROLES, verbs_of

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


def test_every_verb_leads_from_and_to_states_of_the_table() -> None:
    for name, verb in VERBS.items():
        assert verb.sources <= STATES.keys(), name
        assert verb.target is None or verb.target in STATES, name


def test_every_state_is_reached_and_named_in_both_languages() -> None:
    assert {verb.target for verb in VERBS.values()} - {None} == set(STATES)
    for state, (chinese, english, tone) in STATES.items():
        assert chinese and english and tone, state


def test_every_verb_is_named_in_both_languages_and_needs_a_permission() -> None:
    granted = verbs_of(*ROLES)
    for name, verb in VERBS.items():
        assert verb.zh and verb.en, name
        assert verb.permission in granted, f"{name}: no role has {verb.permission}"


def test_the_database_knows_the_same_states() -> None:
    constraint: Any = next(one for one in Finding._meta.constraints if one.name == "findings_state_known")
    assert set(dict(constraint.condition.children)["state__in"]) == set(STATES)

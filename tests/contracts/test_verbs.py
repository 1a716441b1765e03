"""Every verb is registered in its room, loaded, named in both languages, and documented with the roles that hold it."""

import ast
import re

from django.utils import translation

from paicha.orgs.role_words import may_do, verb_name
from paicha.orgs.roles import ROLES, all_verbs, verbs_of
from tests.contracts.sources import ROOT, calls, modules, named, text

QUOTED = re.compile(r"`([\w.]+)`")
HAN = re.compile(r"[\u4e00-\u9fff]")


def registered() -> set[str]:
    return {
        call.args[0].value
        for path in named("verbs")
        for call in calls(path, "verb")
        if isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    }


def test_every_verb_is_registered_in_a_rooms_verbs_and_loaded() -> None:
    assert len(registered()) > 10
    assert {each.name for each in all_verbs()} == registered()


def test_every_verb_is_asked_for_somewhere() -> None:
    others = "\n".join(text(path) for path in modules() if path.name != "verbs.py")
    assert [name for name in sorted(registered()) if f'"{name}"' not in others] == []


def test_every_verb_and_role_is_named_in_both_languages() -> None:
    unnamed = []
    for name in sorted(registered()):
        with translation.override("en"):
            english = verb_name(name)
        with translation.override("zh-hans"):
            chinese = verb_name(name)
        unnamed += [name] if HAN.search(english) or not HAN.search(chinese) else []
    assert unnamed == []
    with translation.override("zh-hans"):
        assert [role for role in ROLES if not HAN.search(str(ROLES[role])) or re.search("[a-z]", may_do(role))] == []
    with translation.override("en"):
        assert may_do("owner").endswith("see reports, report findings as put right")


def test_the_documentation_says_which_role_holds_which_verb() -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    seen = set(QUOTED.findall(page.partition("\nSEE stands for")[2].partition("\n\n")[0]))
    said: dict[str, set[str]] = {}
    for first, second in re.findall(r"^\| (.+?) \| (.+?) \|$", page, re.MULTILINE):
        if (roles := set(QUOTED.findall(first))) and roles <= ROLES.keys():
            verbs = set(QUOTED.findall(second)) | (seen if second.startswith("SEE") else set())
            said |= dict.fromkeys(roles, verbs)
    assert said == {role: verbs_of(role) for role in ROLES}

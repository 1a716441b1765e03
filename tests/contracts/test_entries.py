"""Every kind of entry is registered once, used, and says what happened in both languages."""

import ast
import re
from pathlib import Path

from django.utils import translation

from paicha.ledger.kinds import all_kinds
from tests.contracts.sources import calls, modules, walk

PLACE = re.compile(r"%\((\w+)\)s")


def registered() -> dict[str, tuple[Path, str]]:
    """The constant that holds each kind, with the module that registers it and the kind's name."""
    found = {}
    for path in modules():
        for node in walk(path):
            if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)):
                continue
            call, target = node.value, node.targets[0]
            if isinstance(call.func, ast.Name) and call.func.id == "entry_kind" and isinstance(target, ast.Name):
                name = call.args[0]
                assert isinstance(name, ast.Constant) and isinstance(name.value, str), f"{path}:{node.lineno}"
                found[name.value] = (path, target.id)
    return found


def test_every_kind_is_registered_in_its_rooms_entries() -> None:
    assert registered()
    astray = {
        name: path for name, (path, _) in registered().items() if path.parts[1:] != (name.split(".")[0], "entries.py")
    }
    assert astray == {}


def test_every_registered_kind_is_loaded() -> None:
    assert {kind.name for kind in all_kinds()} == set(registered())


def test_every_kind_is_recorded_by_an_action() -> None:
    used = {
        node.id if isinstance(node, ast.Name) else node.attr
        for path in modules()
        if path.name != "entries.py"
        for node in walk(path)
        if isinstance(node, ast.Name | ast.Attribute)
    }
    assert [name for name, (_, constant) in registered().items() if constant not in used] == []


def test_record_is_given_registered_constants() -> None:
    found = [
        f"{path}:{call.lineno}"
        for path in modules()
        for call in calls(path, "record")
        if isinstance(call.func, ast.Name)
        and call.args
        and not isinstance(call.args[0], ast.Name | ast.Attribute | ast.IfExp | ast.Subscript)
    ]
    assert found == []


def test_a_kinds_sentence_holds_its_words_in_both_languages() -> None:
    wrong = []
    for kind in all_kinds():
        for language in ("en", "zh-hans"):
            with translation.override(language):
                if set(PLACE.findall(str(kind.sentence))) != set(kind.words):
                    wrong.append(f"{kind.name} {language}")
    assert wrong == []


def test_a_kinds_sentence_is_chinese_in_chinese() -> None:
    with translation.override("zh-hans"):
        english = [kind.name for kind in all_kinds() if not re.search(r"[\u4e00-\u9fff]", str(kind.sentence))]
    assert english == []

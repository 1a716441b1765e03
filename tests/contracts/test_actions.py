"""Every action has one shape, and nothing else changes records."""

import ast
from pathlib import Path

from tests.contracts.sources import called, calls, functions, imported, lines, modules, named, python, tree

WRITES = ("save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete", "update")
# These write what the ledger itself is made of, below all actions.
BELOW = {Path("paicha/ledger/appending.py"), Path("paicha/ledger/checkpoints.py")}
# What a job or a scheduled run says of itself is no act of a person, and has no entry.
BELOW |= {Path("paicha/jobs", f"{name}.py") for name in ("leasing", "scheduled_runs", "working")}
REQUIRES = {"require", "require_unit", "require_self", "require_somewhere", "require_charge"}
SAVES = {"update_fields", "force_insert"}
BYPASSES = ("skip_", "force", "no_check", "without_check", "unchecked", "bypass", "no_log", "silent")


def is_action(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(isinstance(mark, ast.Name) and mark.id == "action" for mark in function.decorator_list)


def actions() -> list[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef]]:
    return [(path, function) for path in named("actions") for function in functions(path) if is_action(function)]


def called_by(path: Path, function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """What a function calls, itself and through the functions of its own module."""
    bodies = {inner.name: inner for inner in functions(path)}
    found: set[str] = set()
    waiting = [function.name]
    while waiting:
        names = {called(node) for node in ast.walk(bodies[waiting.pop()]) if isinstance(node, ast.Call)}
        waiting += [name for name in names - found if name in bodies]
        found |= names
    return found


def record_writes(path: Path) -> list[ast.Call]:
    """Calls that write records; `update` of a query is told from that of a dict by what precedes it."""
    found = []
    for call in calls(path, *WRITES):
        owner = ast.unparse(call.func)
        if called(call) in ("update", "delete", "create") and not any(
            word in owner for word in (".objects.", "_manager.", ".filter(", ".exclude(")
        ):
            continue
        found.append(call)
    return found


def test_there_are_actions() -> None:
    assert len(actions()) > 10


def test_an_action_takes_by_first_and_the_rest_by_keyword() -> None:
    found = []
    for path, function in actions():
        given = function.args
        positional = [argument.arg for argument in given.posonlyargs + given.args]
        if positional != ["by"] or given.vararg or given.kwarg:
            found.append(f"{path}:{function.lineno} {function.name}")
    assert found == []


def test_an_action_asks_who_may_and_records_what_it_did() -> None:
    found = []
    for path, function in actions():
        reached = called_by(path, function)
        others = {other.name for _, other in actions()} - {function.name}
        founding = function.name == "found_installation"  # there is nobody yet whom a post could allow it
        asks = founding or reached & REQUIRES or reached & others
        if not asks or not ("record" in reached or reached & others):
            found.append(f"{path}:{function.lineno} {function.name}")
    assert found == []


def test_only_actions_of_a_room_are_called_from_outside_among_what_writes() -> None:
    inner = {
        f"{'.'.join(path.with_suffix('').parts)}.{name}" for path in named("actions") for name in inner_writers(path)
    }
    found = [
        f"{path}:{line} {name}"
        for path in python()
        for name, line in imported(path)
        if name in inner and name.split(".")[:2] != list(path.parts[:2])
    ]
    assert found == [], "call an action, which asks who may and leaves an entry"


def inner_writers(path: Path) -> set[str]:
    """The functions and classes of a module that write records without being actions."""
    writes = {id(call) for call in record_writes(path)}
    return {
        node.name
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and any(id(inner) in writes for inner in ast.walk(node))
        and not (isinstance(node, ast.FunctionDef) and is_action(node))
    }


def test_records_change_only_in_actions() -> None:
    allowed = {*named("actions"), *BELOW}
    found = [line for path in modules() if path not in allowed for line in lines(path, django_writes(path))]
    assert found == [], "change records in an action"


def django_writes(path: Path) -> list[ast.Call]:
    """Record writes outside actions; documents are saved too, so `save` counts only with Django's keywords."""
    return [
        call
        for call in record_writes(path)
        if called(call) != "save" or SAVES & {keyword.arg for keyword in call.keywords}
    ]


def test_a_saved_record_names_its_fields() -> None:
    found = []
    for path in named("actions"):
        loose = [call for call in calls(path, "save") if not SAVES & {keyword.arg for keyword in call.keywords}]
        found += lines(path, loose)
    assert found == [], "save with update_fields, or force_insert for a new record"


def test_nothing_can_be_told_to_skip_a_check_or_an_entry() -> None:
    found = []
    for path in python():
        for function in functions(path):
            given = function.args
            names = [argument.arg for argument in given.posonlyargs + given.args + given.kwonlyargs]
            found += [f"{path}:{function.lineno} {name}" for name in names if name.startswith(BYPASSES)]
    assert found == []


def test_consequences_are_calls_and_not_signals() -> None:
    signals = ("django.dispatch", "django.db.models.signals", "django.core.signals", "django.db.backends.signals")
    found = [f"{path}:{line}" for path in modules() for name, line in imported(path) if name.startswith(signals)]
    assert found == [], "call the lower room's action"


def test_actions_send_no_mail_and_open_no_connection() -> None:
    outside = (
        "smtplib",
        "django.core.mail",
        "urllib.request",
        "http.client",
        "socket",
        "requests",
        "httpx",
        "subprocess",
    )
    found = [f"{path}:{line}" for path in named("actions") for name, line in imported(path) if name.startswith(outside)]
    assert found == [], "letters and webhooks go after commit, from the kind of entry"


def test_posts_are_read_in_orgs_alone() -> None:
    found = [
        f"{path}:{line}"
        for path in modules()
        if path.parts[1] != "orgs"
        for name, line in imported(path)
        if name == "paicha.orgs.models.Post"
    ]
    assert found == [], "ask permissions: may, within, why"


def test_not_allowed_is_said_in_one_place() -> None:
    said = [
        path
        for path in modules()
        for call in calls(path, "Problem")
        if call.args and isinstance(call.args[0], ast.Constant) and call.args[0].value == "not_allowed"
    ]
    assert set(said) <= {Path("paicha/orgs/permissions.py")}, "require() tells absent from not allowed"

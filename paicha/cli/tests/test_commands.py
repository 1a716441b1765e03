"""Every command, in one story from an empty installation to a verified report; and the console script itself."""

import json
from pathlib import Path
from random import Random

from paicha.cli.tests.terminal import answered, call, said
from paicha.exchange.tests.town import mapping, random_rows, write
from paicha.testing.house import House

ANSWER = ["name", "version", "value", "numerator", "denominator", "low", "high", "unit", "at", "on", "groups"]
GROUP = ["key", "label", "value", "numerator", "denominator", "low", "high"]
PERIOD = ("--from", "2020-01-01", "--to", "2020-12-31")


def imported(folder: Path, count: int = 40) -> dict[str, object]:
    """What importing a small town gives."""
    file = write(folder, random_rows(Random(5), count))
    found: dict[str, object] = answered("import", "inspections", file, "--mapping", mapping(folder))
    return found


def test_from_an_empty_installation_to_people_and_units(sqlite_house: House, tmp_path: Path) -> None:
    house = sqlite_house
    assert said("setup") == f"Ready: {house.home}\n"
    summary = imported(tmp_path)
    assert summary["rows"] == 40
    assert summary["position"] == 8

    root = answered("unit", "show")
    assert root == {"children": [{"code": "town", "name": "Town"}]}
    shop = answered("unit", "show", "1")
    assert (shop["code"], shop["places"]["territorial"][0], shop["children"]) == ("1", "town", [])
    assert list(shop) == [
        "code",
        "name",
        "kind",
        "address",
        "attributes",
        "opened_on",
        "closed_on",
        "places",
        "children",
    ]
    assert said("unit", "move", "1", "--to", "town/ward-2") == "Done; position 9.\n"
    assert said("unit", "merge", "2", "--into", "3", "--on", "2026-01-31") == "Done; position 10.\n"
    assert said("unit", "close", "1", "--on", "2026-01-31") == "Done; position 11.\n"
    assert said("unit", "reopen", "1") == "Done; position 12.\n"
    assert said("unit", "rename", "1", "[red]面包房[/red] :bread:") == "Done; position 13.\n"
    assert "[red]面包房[/red] :bread:" in said("unit", "show", "town/ward-2")

    assert said("user", "add", "wang", "--name", "王芳").startswith("Added wang")
    assert said("post", "give", "wang", "head", "--unit", "town/ward-2") == (
        "wang is now head of town/ward-2 in line territorial.\n"
    )
    post = {"role": "head", "unit": "town/ward-2", "line": "territorial", "ended": False}
    people = answered("user", "list")
    assert [person["username"] for person in people] == ["terminal", "wang"]
    assert people[1] == {"username": "wang", "name": "王芳", "posts": [post]}
    assert answered("why", "wang", "units.see", "unit:1") == {
        "allowed": True,
        "posts": [{"role": "head", "has_verb": True, "holds": True, "grants": True}],
    }
    assert said("post", "end", "wang", "head", "--unit", "town/ward-2") == "The post has ended.\n"
    assert answered("post", "list", "wang") == [post | {"ended": True}]

    entries = answered("ledger", "log", "--last", "2")
    assert [entry["kind"] for entry in entries] == ["orgs.post_ended", "orgs.post_given"]
    assert list(entries[0]) == [
        "position",
        "sentence",
        "id",
        "kind",
        "at",
        "by",
        "cause",
        "subject",
        "subject_id",
        "words",
        "covers",
        "leaf",
    ]
    assert answered("ledger", "show", "13")["words"]["unit"] == "1"
    assert answered("check") == {"ok": True, "position": 16, "differences": []}
    assert (house.home / "checkpoints" / "000000000016.note").exists(), "a cut of what was done last would show"


def test_figures_and_reports(sqlite_house: House, tmp_path: Path) -> None:
    imported(tmp_path)
    figures = answered("figure", "list")
    assert {"name", "version", "title", "sentence"} == figures[0].keys()
    assert answered("figure", "show", "closure_rate_due")["name"] == "closure_rate_due"
    answer = answered("figure", "ask", "failed_inspection_rate", "--unit", "town", "--by", "child", *PERIOD)
    assert list(answer) == ANSWER
    assert answer["groups"]
    assert all(list(group) == GROUP for group in answer["groups"])
    assert answer["numerator"] == sum(group["numerator"] for group in answer["groups"])
    text = said("figure", "ask", "failed_inspection_rate", "--unit", "town", *PERIOD)
    assert f"{answer['numerator']} / {answer['denominator']}" in text

    out = tmp_path / "reports"
    made = said(
        "report",
        "inspection-report",
        "--unit",
        "town",
        *PERIOD,
        "--lang",
        "en",
        "--format",
        "html",
        "--output",
        out,
    )
    (file,) = out.iterdir()
    assert made == f"{file}\n"
    verified = answered("report", "verify", file)
    assert verified["ok"]
    assert list(verified["numbers"]) == ["true", "false", "definition_changed", "unbound", "missing"]
    assert list(verified["paragraphs"]) == ["changed", "added", "missing"]
    assert sum(verified["paragraphs"].values()) + verified["numbers"]["false"] == 0
    file.write_text(file.read_text(encoding="utf-8").replace("</body>", "<p>All is well.</p></body>"), encoding="utf-8")
    done = call("report", "verify", file, "--json")
    assert (done.code, json.loads(done.out)["paragraphs"]["added"]) == (1, 1)


def test_the_same_on_postgresql(postgres_house: House, tmp_path: Path) -> None:
    house = postgres_house
    assert said("setup") == f"Ready: {house.home}\n"
    assert imported(tmp_path)["rows"] == 40
    assert said("unit", "rename", "1", "面包房") == "Done; position 9.\n"
    assert answered("check")["ok"]
    answer = answered("figure", "ask", "inspections_total", "--unit", "town", *PERIOD)
    assert answer["value"] > 0
    assert answered("ledger", "show", "1")["kind"] == "orgs.founded"


def test_the_console_script(tmp_path: Path) -> None:
    """As a program of its own: it sets up, changes, answers, refuses, and reads the language; what it says is UTF-8."""
    house = House(tmp_path, "", {"PAICHA_LANG": "zh"})
    ready = house.run("setup")
    assert (ready.returncode, ready.stderr, str(house.home) in ready.stdout, "Ready" in ready.stdout) == (
        0,
        "",
        True,
        False,
    )
    assert house.run("user", "add", "wang", "--name", "[red]王芳[/red] :bread:").returncode == 0
    people = house.run("--lang", "en", "user", "list", "--json")
    assert [person["name"] for person in json.loads(people.stdout)][1:] == ["[red]王芳[/red] :bread:"]
    refused = house.run("unit", "close", "nowhere")
    assert (refused.returncode, refused.stdout, "There is no" in refused.stderr) == (1, "", False)
    assert "nowhere" in refused.stderr

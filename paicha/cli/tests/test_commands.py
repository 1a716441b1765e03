"""Every command through the console script, in one story from an empty folder to a verified report."""

import json
from pathlib import Path
from random import Random

from paicha.cli.tests.terminal import answered, said
from paicha.exchange.tests.town import mapping, random_rows, write
from paicha.testing.house import House

ANSWER = ["name", "version", "value", "numerator", "denominator", "low", "high", "unit", "at", "on", "groups"]
GROUP = ["key", "label", "value", "numerator", "denominator", "low", "high"]
PERIOD = ("--from", "2020-01-01", "--to", "2020-12-31")


def imported(house: House, folder: Path, count: int = 40) -> dict[str, object]:
    """What importing a small town gives."""
    file = write(folder, random_rows(Random(5), count))
    found: dict[str, object] = answered(house, "import", "inspections", file, "--mapping", mapping(folder))
    return found


def test_from_an_empty_folder_to_people_and_units(tmp_path: Path) -> None:
    house = House(tmp_path / "home", "")
    house.home.mkdir()
    assert said(house, "setup") == f"Ready: {house.home}\n"
    summary = imported(house, tmp_path)
    assert summary["rows"] == 40
    assert summary["position"] == 8

    root = answered(house, "unit", "show")
    assert root == {"children": [{"code": "town", "name": "Town"}]}
    shop = answered(house, "unit", "show", "1")
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
    assert said(house, "unit", "move", "1", "--to", "town/ward-2") == "Done; position 9.\n"
    assert said(house, "unit", "merge", "2", "--into", "3", "--on", "2026-01-31") == "Done; position 10.\n"
    assert said(house, "unit", "close", "1", "--on", "2026-01-31") == "Done; position 11.\n"
    assert said(house, "unit", "reopen", "1") == "Done; position 12.\n"
    assert said(house, "unit", "rename", "1", "[red]面包房[/red] :bread:") == "Done; position 13.\n"
    assert "[red]面包房[/red] :bread:" in said(house, "unit", "show", "town/ward-2")

    assert said(house, "user", "add", "wang", "--name", "王芳").startswith("Added wang")
    assert said(house, "post", "give", "wang", "head", "--unit", "town/ward-2") == (
        "wang is now head of town/ward-2 in line territorial.\n"
    )
    post = {"role": "head", "unit": "town/ward-2", "line": "territorial", "ended": False}
    people = answered(house, "user", "list")
    assert [person["username"] for person in people] == ["terminal", "wang"]
    assert people[1] == {"username": "wang", "name": "王芳", "posts": [post]}
    assert answered(house, "why", "wang", "units.see", "unit:1") == {
        "allowed": True,
        "posts": [{"role": "head", "has_verb": True, "holds": True, "grants": True}],
    }
    assert said(house, "post", "end", "wang", "head", "--unit", "town/ward-2") == "The post has ended.\n"
    assert answered(house, "post", "list", "wang") == [post | {"ended": True}]

    entries = answered(house, "ledger", "log", "--last", "2")
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
    assert answered(house, "ledger", "show", "13")["words"]["unit"] == "1"
    assert answered(house, "check") == {"ok": True, "position": 16, "differences": []}
    assert (house.home / "checkpoints" / "000000000016.note").exists(), "a cut of what was done last would show"


def test_figures_and_reports(sqlite_house: House, tmp_path: Path) -> None:
    house = sqlite_house
    imported(house, tmp_path)
    figures = answered(house, "figure", "list")
    assert {"name", "version", "title", "sentence"} == figures[0].keys()
    assert answered(house, "figure", "show", "closure_rate_due")["name"] == "closure_rate_due"
    answer = answered(house, "figure", "ask", "failed_inspection_rate", "--unit", "town", "--by", "child", *PERIOD)
    assert list(answer) == ANSWER
    assert answer["groups"]
    assert all(list(group) == GROUP for group in answer["groups"])
    assert answer["numerator"] == sum(group["numerator"] for group in answer["groups"])
    text = said(house, "figure", "ask", "failed_inspection_rate", "--unit", "town", *PERIOD)
    assert f"{answer['numerator']} / {answer['denominator']}" in text

    out = tmp_path / "reports"
    made = said(
        house,
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
    verified = answered(house, "report", "verify", file)
    assert verified["ok"]
    assert list(verified["numbers"]) == ["true", "false", "definition_changed", "unbound", "missing"]
    assert list(verified["paragraphs"]) == ["changed", "added", "missing"]
    assert sum(verified["paragraphs"].values()) + verified["numbers"]["false"] == 0
    file.write_text(file.read_text(encoding="utf-8").replace("</body>", "<p>All is well.</p></body>"), encoding="utf-8")
    done = house.run("report", "verify", file, "--json")
    assert (done.returncode, json.loads(done.stdout)["paragraphs"]["added"]) == (1, 1)


def test_the_same_on_postgresql(postgres_house: House, tmp_path: Path) -> None:
    house = postgres_house
    assert said(house, "setup") == f"Ready: {house.home}\n"
    assert imported(house, tmp_path)["rows"] == 40
    assert said(house, "unit", "rename", "1", "面包房") == "Done; position 9.\n"
    assert answered(house, "check")["ok"]
    answer = answered(house, "figure", "ask", "inspections_total", "--unit", "town", *PERIOD)
    assert answer["value"] > 0
    assert answered(house, "ledger", "show", "1")["kind"] == "orgs.founded"


def test_in_chinese(sqlite_house: House) -> None:
    house = House(sqlite_house.home, "", {"PAICHA_LANG": "zh"})
    ready = said(house, "setup")
    assert str(house.home) in ready
    assert "Ready" not in ready
    assert "Ready" in said(house, "--lang", "en", "setup")
    refused = house.run("unit", "close", "nowhere")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "nowhere" in refused.stderr
    assert "There is no" not in refused.stderr

"""What the project says of itself and of the machine it is on: nothing private to a place, everything it stands on."""

import hashlib
import re
import tomllib
from email.message import Message
from importlib.metadata import distribution
from typing import cast

from tests.contracts.sources import ROOT, TEXTS, files, text

# In two halves, so that this file does not name them either.
REGISTRIES = (
    "pypi" + ".org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "npm" + "js.com",
    "deb.debian" + ".org",
    "crates" + ".io",
)
MACHINE_PATH = re.compile(r"(?<![\w.:/])/(root|work|home/\w+|Users/\w+)/")
REQUIRED = re.compile(r"^([A-Za-z0-9_.-]+)==([^ ;\\]+)(?: ; ([^\\]+))?", re.MULTILINE)


def required(name: str) -> dict[str, str]:
    """The packages of a compiled set that are installed on Linux with CPython, and their versions."""
    found = REQUIRED.findall((ROOT / "requirements" / f"{name}.txt").read_text())
    return {package: version for package, version, marker in found if "win32" not in marker}


def test_no_file_names_a_package_registry() -> None:
    found = [str(p) for p in files() if p.suffix in TEXTS for host in REGISTRIES if host in text(p)]
    assert found == []


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    found = [f"{p} {m.group()}" for p in files() if p.suffix in TEXTS for m in MACHINE_PATH.finditer(text(p))]
    assert found == []


def test_every_requirement_is_pinned_with_hashes() -> None:
    for name in ("run", "test", "spark"):
        lines = (ROOT / "requirements" / f"{name}.txt").read_text().splitlines()
        assert required(name)
        for number, line in enumerate(lines):
            if line and not line.startswith((" ", "#")):
                assert "==" in line and lines[number + 1].strip().startswith("--hash=sha256:"), f"{name}: {line}"


def test_the_sets_agree_on_versions() -> None:
    run, test, spark = (required(name) for name in ("run", "test", "spark"))
    assert run.items() <= test.items()
    assert {name: version for name, version in spark.items() if test.get(name, version) != version} == {}


def test_what_must_not_be_needed_at_run_time_is_not() -> None:
    assert {"pandas", "numpy", "pyarrow", "openpyxl", "pyspark"} & required("run").keys() == set()


def test_notices_name_every_package_that_is_installed() -> None:
    notices = (ROOT / "THIRD-PARTY.md").read_text()
    named = set(re.findall(r"^\| ([A-Za-z0-9_.-]+) \|", notices, re.MULTILINE)) - {"package", "file", "---"}
    assert named == required("run").keys()


def test_notices_state_the_licence_a_package_declares() -> None:
    rows = dict(re.findall(r"^\| ([A-Za-z0-9_.-]+) \| ([^|]+) \|", (ROOT / "THIRD-PARTY.md").read_text(), re.MULTILINE))
    for package in required("run"):
        metadata = cast(Message, distribution(package).metadata)
        declared = metadata.get("License-Expression")
        assert declared is None or rows[package].strip() == declared, package


def test_every_face_has_its_source_and_licence() -> None:
    faces = {path.name for path in files() if path.parts[:2] == ("paicha", "fonts") and path.suffix == ".ttf"}
    assert faces
    for page in ("paicha/fonts/README.md", "THIRD-PARTY.md"):
        assert [face for face in sorted(faces) if face not in (ROOT / page).read_text()] == [], page


def test_what_is_shipped_with_the_pages_is_as_it_was_released() -> None:
    room = ROOT / "paicha" / "web"
    listed = tomllib.loads((room / "vendored.toml").read_text(encoding="utf-8"))
    notices = (ROOT / "THIRD-PARTY.md").read_text()
    for each in listed["file"]:
        assert hashlib.sha256((room / each["path"]).read_bytes()).hexdigest() == each["sha256"], each["path"]
    for each in (*listed["file"], *listed["folder"]):
        assert (room / each["licence"]).stat().st_size > 300, each["path"]
        assert each["path"].split("/")[-1] in notices and each["version"] in notices, each["path"]
    ours = {"paicha.css", "mark.svg", "paicha.js", "theme.js", "passkeys.js", "proofs.js", "resume.js", "upload.js"}
    there = {path.name for path in (room / "static" / "web").iterdir() if not path.name.startswith("LICENSE")}
    assert there - ours == {each["path"].split("/")[-1] for each in listed["file"]}


def test_every_icon_is_used() -> None:
    written = "\n".join(text(path) for path in files() if path.parts[0] == "paicha" and path.suffix in TEXTS)
    named = [path.stem for path in files() if path.parts[:3] == ("paicha", "web", "icons")]
    assert named
    assert [name for name in named if f'"{name}"' not in written and f"'{name}'" not in written] == []

"""Keeps the Chinese catalogue: collects every sentence of the code, and compiles what people translated.

    .venv/bin/python tools/translations.py          adds new sentences to django.po, drops old ones, compiles django.mo
    .venv/bin/python tools/translations.py --check  says which sentences still lack Chinese; exit code 1 if any does

Needs the test set (babel).
"""

import ast
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
HOUSE = ROOT / "paicha"
COMMANDS = HOUSE / "cli" / "commands"
PO = HOUSE / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
HEADER = "# Chinese sentences of paicha. Kept by tools/translations.py; translate what stands here, then run it again."
MADE = datetime(2026, 1, 1, tzinfo=UTC)  # fixed, so that the same sentences give the same bytes
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": (2,),
}


def collected() -> dict[str | tuple[str, ...], str]:
    """Every sentence that the code shows to people, with the first module that holds it."""
    found: dict[str | tuple[str, ...], str] = {}
    for path in sorted(path for path in HOUSE.rglob("*") if path.suffix in (".py", ".html", ".txt")):
        if "tests" in path.parts or "migrations" in path.parts:
            continue
        for message in [*_said(path), *(_helped(path) if path.parent == COMMANDS else ())]:
            key = tuple(message) if isinstance(message, tuple | list) else message
            if key:
                found.setdefault(key, path.relative_to(ROOT).as_posix())
    return found


def _said(path: Path) -> Iterator[str | tuple[str, ...]]:
    """The sentences of a module, or of a page's template, which Django turns into what reads like a module."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        text = templatize(text, origin=path.name)
    # what stands between the sentences of a template keeps its indentation, which says nothing here
    lines = text if path.suffix == ".py" else "\n".join(line.strip() for line in text.splitlines())
    for _line, message, _comments, _context in extract("python", io.BytesIO(lines.encode()), keywords=KEYWORDS):
        yield message


def _helped(path: Path) -> Iterator[str]:
    """What `paicha --help` says of a module of commands, and of the commands in it."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    if path.stem != "__init__":
        yield (ast.get_docstring(module) or "").partition("\n")[0]
    for found in module.body:
        if isinstance(found, ast.FunctionDef) and any(
            "app.command" in ast.unparse(mark) for mark in found.decorator_list
        ):
            yield ast.get_docstring(found) or ""


def catalogue() -> Catalog:
    """The Chinese catalogue as it lies in the project; an empty one where there is none yet."""
    if not PO.exists():
        return Catalog(locale="zh_Hans")
    with PO.open("rb") as file:
        return read_po(file, locale="zh_Hans")


def compiled(chinese: Catalog) -> bytes:
    """The bytes of the .mo file for a catalogue."""
    buffer = io.BytesIO()
    write_mo(buffer, chinese)
    return buffer.getvalue()


def updated() -> Catalog:
    """The catalogue with exactly the sentences of the code, in the order of their modules; translations are kept."""
    old = catalogue()
    new = Catalog(
        locale="zh_Hans",
        header_comment=HEADER,
        project="paicha",
        version="1",
        creation_date=MADE,
        revision_date=MADE,
        fuzzy=False,
    )
    for key, path in sorted(collected().items(), key=lambda entry: (entry[1], str(entry[0]))):
        known = old.get(key if isinstance(key, str) else key[0])
        new.add(key, known.string if known else None, locations=[(path, None)])  # type: ignore[list-item]
    return new


def untranslated(chinese: Catalog) -> list[str]:
    """The sentences that have no Chinese, or an uncertain one."""
    return [str(message.id) for message in chinese if message.id and (not message.string or message.fuzzy)]


def main() -> int:
    """Bring the catalogue up to date, or only check it."""
    chinese = updated()
    if "--check" not in sys.argv:
        PO.parent.mkdir(parents=True, exist_ok=True)
        with PO.open("wb") as file:
            write_po(file, chinese, width=120, include_lineno=False)
        PO.with_suffix(".mo").write_bytes(compiled(chinese))
    missing = untranslated(chinese)
    for message in missing:
        print(message)
    print(f"{len(missing)} of {len(collected())} sentences lack Chinese", file=sys.stderr)
    return int(bool(missing))


if __name__ == "__main__":
    sys.exit(main())

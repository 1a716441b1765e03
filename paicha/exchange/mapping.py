"""The mapping: a TOML file in which a person says how to read a source's table. docs/mapping.md explains it."""

import tomllib
from pathlib import Path

from pydantic import ValidationError

from paicha.exchange.bytestreams import megabytes, open_file
from paicha.exchange.mapping_checks import check
from paicha.exchange.mapping_faults import syntax_problem, validation_problem
from paicha.exchange.mapping_parts import Mapping
from paicha.kernel.problems import Problem

__all__ = ["Mapping", "load_mapping", "parse_mapping"]

MAX_MAPPING = 1024**2  # bytes


def load_mapping(path: Path | str) -> Mapping:
    """Read and check a mapping. Raises Problem `mapping_*` with the TOML key at fault, or `file_*`."""
    path = Path(path)
    with open_file(path) as file:
        content = file.read(MAX_MAPPING + 1)
    if len(content) > MAX_MAPPING:
        raise Problem("too_big", path=str(path), limit=megabytes(MAX_MAPPING))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Problem("mapping_not_utf8", path=str(path), line=line) from error
    return parse_mapping(text, path)


def parse_mapping(text: str, path: Path) -> Mapping:
    """The mapping written in `text`; `path` is named in problems."""
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise syntax_problem(path, text, error) from error
    try:
        mapping = Mapping.model_validate(document).read_from(str(path))
    except ValidationError as error:
        raise validation_problem(path, Mapping, error) from error
    check(mapping)
    return mapping

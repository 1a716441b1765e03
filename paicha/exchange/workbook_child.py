"""Reads one sheet of a workbook and prints its rows; run as a program of its own, never imported.

A few kilobytes of XLSX can ask for hundreds of gigabytes (one cell in the last row and column, or one long text that
every cell refers to), and a parser that runs out of memory ends its process. So it is this small process that ends.

    workbook_child.py PATH SHEET MEMORY SECONDS      (SHEET "": the first visible worksheet)

Prints lines of JSON: {"sheet": name}, then [row, [cell, …]] for each row that is not empty, then {"end": true}; or
{"missing": sheet, "sheets": [name, …]}, {"password": true}, {"memory": true}, {"damaged": reason}.
"""

import json
import resource
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

EXACT = 1e15  # a float holds every whole number up to here


def text(cell: Any) -> str:
    """A cell as the text that a CSV file would hold: whole numbers without ".0", dates and times as ISO 8601."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < EXACT else repr(cell)
    if isinstance(cell, (datetime, date, time)):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return str(cell)


def tell(value: Any) -> None:
    """Print one line of JSON."""
    print(json.dumps(value, separators=(",", ":")))


def read(path: str, wanted: str) -> None:
    """Tell the rows of the wanted sheet, or what stands in the way."""
    workbook = CalamineWorkbook.from_path(path)
    sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    names = [sheet.name for sheet in sheets]
    if not names:
        tell({"damaged": "it has no worksheet"})
        return
    name = wanted or next((sheet.name for sheet in sheets if sheet.visible == SheetVisibleEnum.Visible), names[0])
    if name not in names:
        tell({"missing": wanted, "sheets": names})
        return
    tell({"sheet": name})
    for number, row in enumerate(workbook.get_sheet_by_name(name).iter_rows(), 1):
        cells = [text(cell) for cell in row]
        if any(cells):
            tell([number, cells])
    tell({"end": True})


def main(path: str, sheet: str, memory: str, seconds: str) -> None:
    """Read within limits of memory (bytes) and processor time."""
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        read(path, sheet)
    except PasswordError:
        tell({"password": True})
    except MemoryError:
        tell({"memory": True})
    except BrokenPipeError:
        raise SystemExit(0) from None  # whoever asked has read enough
    except BaseException as error:  # the parser's own panics are no Exception
        tell({"damaged": str(error)[:300]})


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Problems of files, mappings and rows."""

from django.utils.translation import gettext_lazy as _

from paicha.kernel.problem_kinds import define

# importing
define(
    "import_running",
    409,
    1,
    _("Another import is under way. Nothing was imported."),
    _("Import the file again when it is done."),
)
define("file_missing", 404, 2, _("There is no file %(path)s."), _("Check the path and the name."))
define("file_is_folder", 422, 2, _("%(path)s is a folder, not a file."), _("Name the file in it that you mean."))
define(
    "file_unreadable", 422, 1, _("%(path)s cannot be read: %(reason)s."), _("Check who may read it, then try again.")
)
define(
    "kind_unknown",
    422,
    2,
    _("%(path)s is not named as a table that can be read."),
    _("Save it as .csv, .csv.gz or .xlsx (without macros), and keep that ending."),
)
define(
    "kind_wrong",
    422,
    1,
    _("%(path)s is named %(named)s, but it holds what is usually named %(found)s."),
    _("Give it the ending of what it is, or open it in the program that made it and save it as .csv or .xlsx."),
)
define(
    "too_big",
    413,
    1,
    _("%(path)s holds more than %(limit)s of text."),
    _("Split it into several files and import one after the other."),
)
define(
    "bomb",
    422,
    1,
    _("%(path)s unpacks to more than %(ratio)s times its size, as no table of records does."),
    _("If you trust where it comes from, unpack it and give the .csv."),
)
define(
    "gzip_cut",
    422,
    1,
    _("%(path)s ends before its packed content does."),
    _("Fetch or copy it again: the end is missing."),
)
define(
    "gzip_damaged",
    422,
    1,
    _("%(path)s is not gzip, or is damaged: %(reason)s."),
    _("Fetch or copy it again; if it was never packed, name it .csv."),
)
define(
    "table_empty",
    422,
    1,
    _("%(path)s is empty: not even the names of the columns are there."),
    _("Give a file whose first line names the columns."),
)
define(
    "encoding_wrong",
    422,
    1,
    _("%(path)s is not %(encoding)s text at line %(line)s (byte %(byte)s); it looks like %(likely)s."),
    _('Write encoding = "%(likely)s" in the mapping, or save the file as UTF-8.'),
)
define(
    "encoding_unknown",
    422,
    1,
    _("%(path)s is not %(encoding)s text at line %(line)s (byte %(byte)s)."),
    _('Name the encoding it was saved in, as encoding = "…" in the mapping, or save the file as UTF-8.'),
)
define(
    "line_too_long",
    422,
    1,
    _("Line %(line)s of %(path)s has more than %(limit)s characters."),
    _("Check whether this is a CSV file; each row of a table stands on a line of its own."),
)
define(
    "quote_broken",
    422,
    1,
    _("The row that starts at line %(line)s of %(path)s has a quote that is not closed as it should be (%(reason)s)."),
    _("Look at the quotes from that line on: a cell is closed by one quote, and a quote within it is written twice."),
)
define(
    "delimiter_other",
    422,
    1,
    _("%(path)s has one column only (line %(line)s), and its name holds “%(found)s”."),
    _('If that parts the cells, write delimiter = "%(found)s" in the mapping; if not, delimiter = ",".'),
)
define(
    "header_blank",
    422,
    1,
    _("Column %(place)s of %(path)s has no name (line %(line)s)."),
    _("Name it in the file, or take the column out."),
)
define(
    "header_zero",
    422,
    1,
    _("The name of column %(place)s of %(path)s (line %(line)s) holds a zero character."),
    _("The file is damaged or is no text: save it again as CSV."),
)
define(
    "header_twice",
    422,
    1,
    _("Two columns of %(path)s have the name “%(name)s” (line %(line)s, columns %(first)s and %(second)s)."),
    _("Rename one of them in the file."),
)
define(
    "sheet_missing",
    422,
    2,
    _("%(path)s has no worksheet “%(sheet)s”. The nearest is “%(nearest)s”."),
    _("Correct sheet in the mapping."),
)
define(
    "workbook_not_one",
    422,
    1,
    _("%(path)s is not an XLSX workbook."),
    _("Open it in the program that made it and save it as .xlsx or .csv."),
)
define(
    "workbook_damaged",
    422,
    1,
    _("The workbook %(path)s is damaged: %(reason)s."),
    _("Open it in a spreadsheet program, let it be mended, and save it again as .xlsx."),
)
define(
    "workbook_macros",
    422,
    1,
    _("The workbook %(path)s has macros, which are programs."),
    _("Save it as .xlsx without macros."),
)
define(
    "workbook_password",
    422,
    1,
    _("The workbook %(path)s is protected by a password."),
    _("Take the password off, or save it as .csv."),
)
define(
    "workbook_too_large",
    413,
    1,
    _("The workbook %(path)s would need more than %(limit)s to be read."),
    _(
        "Save the sheet as .csv: a CSV file may be of any length. If it is small, its last used cell may "
        "lie far out: delete the empty rows and columns."
    ),
)

# mappings
define(
    "mapping_syntax",
    422,
    2,
    _("The mapping %(path)s is not TOML at line %(line)s, column %(column)s: %(reason)s."),
    _("Compare the line with the examples in docs/mapping.md; text stands in quotes."),
)
define(
    "mapping_not_utf8",
    422,
    2,
    _("Line %(line)s of the mapping %(path)s is not UTF-8 text."),
    _("Save the mapping as UTF-8."),
)
define(
    "mapping_key_unknown",
    422,
    2,
    _("The mapping %(path)s has a key that nobody knows: %(key)s. The nearest is %(nearest)s."),
    _("Correct or remove it; docs/mapping.md lists all keys."),
)
define(
    "mapping_key_missing",
    422,
    2,
    _("The mapping %(path)s lacks %(key)s."),
    _("Add it; docs/mapping.md says what it means."),
)
define("mapping_value", 422, 2, _("In the mapping %(path)s, %(key)s should be %(expected)s."), _("Correct the value."))
define(
    "mapping_one_of",
    422,
    2,
    _("The mapping %(path)s needs exactly one of %(key)s and %(other)s."),
    _("Keep the one that fits the file."),
)
define(
    "mapping_clash",
    422,
    2,
    _("In the mapping %(path)s, %(key)s does not go with %(other)s: %(reason)s."),
    _("Change one of the two."),
)
define(
    "mapping_word",
    422,
    2,
    _("In the mapping %(path)s, %(key)s is “%(value)s”, which is not known. The nearest is “%(nearest)s”."),
    _("Correct it."),
)
define(
    "mapping_date_format",
    422,
    2,
    _("In the mapping %(path)s, dates cannot be read by %(key)s = “%(format)s”."),
    _("Give year, month and day once each, such as %%Y-%%m-%%d, %%m/%%d/%%Y or %%Y年%%m月%%d日."),
)
define(
    "mapping_template",
    422,
    2,
    _("In the mapping %(path)s, %(key)s = “%(template)s” does not name a column in braces."),
    _("Write it like “Ward {ward}”, where ward is a column."),
)
define(
    "mapping_column",
    422,
    2,
    _(
        "%(file)s has no column “%(column)s”, which the mapping %(path)s names at %(key)s. The nearest is "
        "“%(nearest)s”."
    ),
    _("Correct the name; upper and lower case count."),
)
define(
    "mapping_pattern",
    422,
    2,
    _("In the mapping %(path)s, %(key)s is no regular expression: %(reason)s."),
    _("Correct it; in single quotes TOML leaves backslashes alone."),
)
define(
    "mapping_group_missing",
    422,
    2,
    _("In the mapping %(path)s, %(key)s has no group %(group)s."),
    _("Mark that part of the pattern as (?P<%(group)s>…)."),
)
define(
    "mapping_group_unknown",
    422,
    2,
    _("In the mapping %(path)s, %(key)s has a group %(group)s, which means nothing. The nearest is %(nearest)s."),
    _("Use the groups item, title, comment, severity and deadline; make others plain: (?:…)."),
)
define(
    "mapping_pattern_slow",
    422,
    2,
    _("In the mapping %(path)s, %(key)s takes too long on the text that starts with “%(start)s”."),
    _("Rewrite the pattern so that no repeated part can match the same text in two ways."),
)

# rows that cannot be used, told in the rejects file
define(
    "row_width",
    422,
    1,
    _("The row has %(count)s cells, the header has %(expected)s."),
    _("Check the quotes and separators of the row."),
)
define("row_zero", 422, 1, _("The cell “%(column)s” holds a zero character."), _("Write the cell again."))
define("row_blank", 422, 1, _("The cell “%(column)s” is blank."), _("Fill it in."))
define(
    "row_too_long",
    422,
    1,
    _("The cell “%(column)s” makes a text of %(count)s characters; at most %(limit)s can be kept."),
    _("Shorten it."),
)
define(
    "row_word",
    422,
    1,
    _("The word “%(value)s” in the column “%(column)s” is not in the mapping (%(key)s). The nearest is “%(nearest)s”."),
    _("Add the word to the mapping, or correct the cell."),
)
define(
    "row_date",
    422,
    1,
    _("“%(value)s” in the column “%(column)s” is not a date that exists, written as %(format)s."),
    _("Correct the cell, or the date format in the mapping."),
)
define(
    "row_date_future",
    422,
    1,
    _("The date “%(value)s” in the column “%(column)s” lies in the future."),
    _("Correct the cell."),
)
define(
    "row_date_absurd",
    422,
    1,
    _("The date “%(value)s” in the column “%(column)s” lies outside the years 1900 to 2199."),
    _("Correct the cell."),
)
define(
    "row_coordinate",
    422,
    1,
    _("“%(value)s” in the column “%(column)s” is not a coordinate in degrees."),
    _("Write it like 41.878113, or leave the cell blank."),
)
define(
    "row_off_the_earth",
    422,
    1,
    _("The coordinate %(value)s in the column “%(column)s” is off the earth: beyond %(limit)s degrees."),
    _("Correct the cell; latitude and longitude may be exchanged."),
)
define(
    "row_count",
    422,
    1,
    _("“%(value)s” in the column “%(column)s” is not a number of findings."),
    _("Write a whole number from 0 on."),
)
define(
    "row_unmatched",
    422,
    1,
    _("Part %(number)s of the text in the column “%(column)s” does not match the pattern; it starts with “%(start)s”."),
    _("Correct the cell, or the pattern in the mapping."),
)
define(
    "row_duplicate",
    422,
    1,
    _("The row repeats line %(line)s, which has the same id “%(id)s” and the same content."),
    _("Nothing needs to be done."),
)
define(
    "row_conflict",
    422,
    1,
    _("The id “%(id)s” stands at line %(line)s already, with another content."),
    _("Keep the row that is right, or give one of them its own id."),
)

# importing in the browser
define(
    "import_everywhere",
    403,
    1,
    _(
        "Importing needs a post as administrator of the whole installation: a file may name any unit and add items "
        "to checklists."
    ),
    _("Ask an administrator of the whole installation to import the file."),
)
define(
    "preview_too_big",
    413,
    1,
    _("The workbook %(path)s is larger than %(limit)s: too large to be shown before it is imported."),
    _(
        "Import it all the same, and look at the rows that are rejected. "
        "Or save it as .csv, of which the start is shown."
    ),
)

"""Three writers of one sealed document. Each gives the same bytes for the same document, so a file's hash can be kept."""

from collections.abc import Callable, Mapping

from paicha.reports.sealing import Sealed
from paicha.reports.writers import docx, html, pdf

WRITERS: Mapping[str, Callable[[Sealed], bytes]] = {"docx": docx.write, "pdf": pdf.write, "html": html.write}

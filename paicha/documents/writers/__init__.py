"""Three writers of one sealed document. The same document gives the same bytes, so a file's hash can be kept."""

from collections.abc import Callable, Mapping

from paicha.documents.sealing import Sealed
from paicha.documents.writers import docx, html, pdf

WRITERS: Mapping[str, Callable[[Sealed], bytes]] = {"docx": docx.write, "pdf": pdf.write, "html": html.write}

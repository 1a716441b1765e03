"""DOCX files as other programs leave them."""

import io
import re
import zipfile
from collections.abc import Callable

from paicha.documents.tests.edits import rezipped


def changed_xml(data: bytes, change: Callable[[str], str], part: str = "document") -> bytes:
    """The file with one of its parts changed as text."""
    source = zipfile.ZipFile(io.BytesIO(data))
    name = f"word/{part}.xml"
    before = source.read(name).decode()
    after = change(before)
    assert after != before
    return rezipped(source, {name: after.encode()})


def resaved(data: bytes) -> bytes:
    """Each run cut in two, links and custom XML dropped, bookmarks renumbered and moved between paragraphs."""

    def rebuilt(xml: str) -> str:
        xml = re.sub(r"</?w:hyperlink[^>]*>", "", xml)
        xml = re.sub(
            r'<w:r>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t xml:space="preserve">([^<&]{2,})</w:t></w:r>',
            lambda m: "".join(
                f'<w:r>{m[1] or ""}<w:t xml:space="preserve">{half}</w:t></w:r>' for half in (m[2][:1], m[2][1:])
            ),
            xml,
        )
        return re.sub(r'(<w:bookmark(?:Start|End) w:id=")(\d+)"', lambda m: f'{m[1]}{int(m[2]) + 100}"', xml)

    source = zipfile.ZipFile(io.BytesIO(changed_xml(data, rebuilt)))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            if not name.startswith("customXml"):
                target.writestr(name, source.read(name))
    return packed.getvalue()

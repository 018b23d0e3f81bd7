"""A Word document as a package of parts, whichever program has saved it.

Word, WPS and LibreOffice write packages that differ where the library that fills them does not
expect it; here they are made alike. Source: ECMA-376, part 2 (Open Packaging Conventions).
"""

import io
import zipfile
import zlib
from collections.abc import Mapping

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from lxml import etree

LIMIT = 1 << 25
"""So many bytes a package may have when it is unpacked."""
_TYPES, _RELATIONS = "[Content_Types].xml", "_rels/.rels"
_ABOUT = "/metadata/core-properties"
"""How the relation to the author, the title and the dates ends; LibreOffice begins it otherwise."""
_TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
"""The kind of a .dotx, which holds what a .docx holds."""
_NO_PACKAGE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, RuntimeError),  # RuntimeError: encrypted
    *(etree.XMLSyntaxError, LookupError, ValueError),
)
_SAFELY = etree.XMLParser(resolve_entities=False, no_network=True)


class BadTemplateError(Exception):
    """A template cannot be filled; the words are Chinese, and say what is allowed."""


def no_document() -> BadTemplateError:
    """The refusal of what no Word document is, or none of the kind that can be filled."""
    return BadTemplateError(
        "不是可以填写的 Word 文档（.docx）：用 Word 打开，另存为“Word 文档（*.docx）”再试，"
        "不要选加密、启用宏或“严格 Open XML”的文档"
    )


def normalised(template: bytes) -> bytes:
    """A package with each part once, as the library expects it; raises ``BadTemplateError``."""
    try:
        parts = _parts(template)
        types = etree.fromstring(parts[_TYPES], _SAFELY)
        relations = etree.fromstring(parts[_RELATIONS], _SAFELY)
        _one_about(relations)
        _no_template(types, relations)
    except _NO_PACKAGE as error:
        raise no_document() from error
    return packed({**parts, _TYPES: _written(types), _RELATIONS: _written(relations)})


def parts_of(document: bytes) -> dict[str, bytes]:
    """The parts by name; of a name that comes twice, the last, which is what readers take."""
    with zipfile.ZipFile(io.BytesIO(document)) as file:
        return {name: file.read(name) for name in file.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A package of these parts; the same parts give the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        # Word wants the list of contents first.
        for name in sorted(parts, key=lambda name: (name != _TYPES, name)):
            file.writestr(zipfile.ZipInfo(name, _DATED), parts[name], zipfile.ZIP_DEFLATED)
    return stream.getvalue()


_DATED = (1980, 1, 1, 0, 0, 0)
"""A package does not tell when it was packed."""


def _parts(template: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(template)) as file:
        size = sum(part.file_size for part in file.infolist())
    if size > LIMIT:
        raise BadTemplateError("文件太大：展开以后不能超过 32 MB，删去其中的大图片再试")
    return {name: part for name, part in parts_of(template).items() if not name.endswith("/")}


def _one_about(relations: etree._Element) -> None:
    """Let the one relation to what a document says of itself be of the kind that is looked for."""
    about = [one for one in relations if str(one.get("Type", "")).endswith(_ABOUT)]
    for one in about[:1]:
        one.set("Type", RELATIONSHIP_TYPE.CORE_PROPERTIES)
    for one in about[1:]:
        relations.remove(one)


def _no_template(types: etree._Element, relations: etree._Element) -> None:
    """Let a .dotx count as a .docx."""
    wanted = RELATIONSHIP_TYPE.OFFICE_DOCUMENT
    targets = [f"/{one.get('Target')}" for one in relations if one.get("Type") == wanted]
    main = targets[0].replace("//", "/")
    for one in types:
        if one.get("PartName") == main and one.get("ContentType") == _TEMPLATE:
            one.set("ContentType", CONTENT_TYPE.WML_DOCUMENT_MAIN)


def _written(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))

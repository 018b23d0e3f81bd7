"""A template is filled whichever program has saved it: each part once, or refused in Chinese."""

import io
import zipfile
from collections import Counter
from datetime import date

import docx
import pytest
from bulletin.exchange.word.fill import Cover, fill
from bulletin.exchange.word.package import BadTemplateError, packed, parts_of

from tools.letters.paper import p, parts
from tools.letters.paper import packed as paper

COVER = Cover("题", "示范办", date(2017, 8, 31))
TYPES, RELATIONS = "[Content_Types].xml", "_rels/.rels"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
ABOUT = (
    '<Relationship Id="rId9" Target="docProps/core.xml" Type='
    '"http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties"/>'
)
"""The relation as LibreOffice writes it, with officedocument where the standard has package."""
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>某人</dc:creator>'
    "</cp:coreProperties>"
)


def template() -> dict[str, bytes]:
    """A template as our own program writes it, without what it says of itself."""
    made = parts_of(paper(parts(p("a", "{{ 甲 }}"))))
    made[RELATIONS] = made[RELATIONS].split(b'<Relationship Id="rId2"')[0]
    if not made[RELATIONS].endswith(b"</Relationships>"):
        made[RELATIONS] += b"</Relationships>"
    made.pop("docProps/core.xml", None)
    return made


def changed(part: str, old: str, new: str) -> bytes:
    made = template()
    text = made[part].decode()
    assert old in text
    return packed({**made, part: text.replace(old, new).encode()})


def filled(content: bytes) -> list[str]:
    """The parts of the filled template; it opens, and says who has made it and what it says."""
    made = fill(content, {"甲": "乙"}, COVER)
    document = docx.Document(io.BytesIO(made))
    assert [one.text for one in document.paragraphs if one.text] == ["乙"]
    assert document.core_properties.author == "示范办"
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        return file.namelist()


def as_libreoffice_writes(more: str = "") -> bytes:
    made = {**template(), "docProps/core.xml": CORE.encode()}
    made[RELATIONS] = made[RELATIONS].replace(
        b"</Relationships>", f"{ABOUT}{more}</Relationships>".encode()
    )
    about = (
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )
    if b"docProps/core.xml" not in made[TYPES]:
        made[TYPES] = made[TYPES].replace(b"</Types>", about.encode())
    return packed(made)


@pytest.mark.parametrize(
    "content",
    [
        packed(template()),
        as_libreoffice_writes(),
        as_libreoffice_writes(ABOUT.replace("rId9", "rId10")),
        changed(TYPES, MAIN, MAIN.replace("document.main", "template.main")),
    ],
    ids=["ours", "LibreOffice", "about twice", "dotx"],
)
def test_each_part_is_there_once(content: bytes) -> None:
    names = filled(content)
    assert [name for name, times in Counter(names).items() if times > 1] == []
    assert names.count("docProps/core.xml") == 1


def test_a_part_that_came_twice_is_there_once() -> None:
    """As the documents were that had been filled from a template of LibreOffice."""
    twice = io.BytesIO(as_libreoffice_writes())
    with zipfile.ZipFile(twice, "a") as file, pytest.warns(UserWarning, match="Duplicate name"):
        file.writestr("docProps/core.xml", CORE)
    assert filled(twice.getvalue()).count("docProps/core.xml") == 1


def without(part: str) -> bytes:
    return packed({name: text for name, text in template().items() if name != part})


@pytest.mark.parametrize(
    "content",
    [
        changed(TYPES, MAIN, "application/vnd.ms-word.document.macroEnabled.main+xml"),
        changed(RELATIONS, "http://schemas.openxmlformats.org/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/"),
        without(TYPES),
        without(RELATIONS),
        without("word/document.xml"),
        changed("word/document.xml", "</w:body>", ""),
        changed(RELATIONS, "</Relationships>", ""),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
    ],
    ids=["macros", "strict", "no types", "no relations", "no text", "torn text", "torn", "OLE"],
)  # fmt: skip
def test_what_cannot_be_filled_is_refused_in_chinese(content: bytes) -> None:
    with pytest.raises(BadTemplateError, match=r"^不是可以填写的 Word 文档"):
        fill(content, {"甲": "乙"}, COVER)

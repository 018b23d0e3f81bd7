"""A Word document as LibreOffice prints it without loss, and what its text is."""

from collections import Counter
from collections.abc import Iterator
from unicodedata import category, normalize

from lxml import etree

from bulletin.exchange.word.package import packed, parts_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SAFELY = etree.XMLParser(resolve_entities=False, no_network=True)
_SIDES = ("ascii", "hAnsi", "eastAsia", "cs")


def without_overhang(document: bytes) -> bytes:
    """A document none of whose punctuation hangs over the right margin.

    LibreOffice loses a sign that hangs behind a justified line which is full to the last point.
    It reads ``overflowPunct`` the wrong way round, so that what would let signs hang in Word
    (where they hang anyway) is what keeps them inside there.
    """
    parts = parts_of(document)
    for name, root in _texts(parts):
        for paragraph in root.iter(f"{_W}p"):
            _keep_inside(paragraph)
        parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return packed(parts)


def _keep_inside(paragraph: etree._Element) -> None:
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        properties = etree.Element(f"{_W}pPr")
        paragraph.insert(0, properties)
    for old in properties.findall(f"{_W}overflowPunct"):
        properties.remove(old)
    etree.SubElement(properties, f"{_W}overflowPunct").set(f"{_W}val", "1")


def text_of(document: bytes) -> str:
    """The text of a document's body: what is printed once, in the order of the file."""
    root = etree.fromstring(parts_of(document)["word/document.xml"], _SAFELY)
    return "".join(node.text or "" for node in root.iter(f"{_W}t") if _is_printed(node))


def _is_printed(node: etree._Element) -> bool:
    """Tell whether a text is shown; what stands in for a drawing repeats the drawing's text."""
    run = node.getparent()
    hidden = run is not None and run.find(f"{_W}rPr/{_W}vanish") is not None
    return not hidden and next(node.iterancestors(_FALLBACK), None) is None


def faces_of(document: bytes) -> tuple[str, ...]:
    """The names of the faces in which a document may print Chinese, sorted."""
    parts = parts_of(document)
    every = (etree.fromstring(parts[n], _SAFELY) for n in parts if _is_of_word(n))
    return tuple(sorted({name for root in every for name in _named(root)}))


def _named(root: etree._Element) -> Iterator[str]:
    for fonts in root.iter(f"{_W}rFonts"):
        yield from (name for side in _SIDES if (name := fonts.get(f"{_W}{side}")))
    for font in root.iter(f"{_A}font"):
        if font.get("script") == "Hans" and (name := font.get("typeface")):
            yield name
    yield from (name for font in root.iter(f"{_A}ea") if (name := font.get("typeface")))


def _is_of_word(name: str) -> bool:
    return name.startswith("word/") and name.endswith(".xml")


def _texts(parts: dict[str, bytes]) -> Iterator[tuple[str, etree._Element]]:
    """The parts that hold paragraphs."""
    for name, content in tuple(parts.items()):
        if _is_of_word(name) and b"wordprocessingml" in content:
            root = etree.fromstring(content, _SAFELY)
            if next(root.iter(f"{_W}p"), None) is not None:
                yield name, root


def lost(text: str, printed: str) -> dict[str, int]:
    """The signs of a text that are not printed, with how often; white space aside.

    >>> lost("一，二，三。", "一二， 三。 - 1 -")
    {'，': 1}
    """
    missing = Counter(_signs(text)) - Counter(_signs(printed))
    shown = {normalize("NFKC", sign): sign for sign in reversed(text)}
    return {shown.get(sign, sign): missing[sign] for sign in sorted(missing)}


def _signs(text: str) -> Iterator[str]:
    """The signs of a text, each in its plain form: PDF does not keep variants apart."""
    for sign in normalize("NFKC", text):
        if not sign.isspace() and category(sign) not in {"Cc", "Cf", "Mn"}:
            yield sign

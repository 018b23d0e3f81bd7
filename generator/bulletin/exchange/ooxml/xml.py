"""XML parts read as a stream, element by element, without entities and within a budget."""

from collections.abc import Callable, Iterable, Mapping
from xml.parsers import expat

from bulletin.exchange.ooxml.limits import DEPTH, TOKEN, Budget, DamagedError, UnreadableError

Attributes = Mapping[str, str]
_MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/package/2006/relationships",
    "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    "http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing",
)
"""The name spaces whose elements are read: sheets, relations, and drawings on sheets."""
RELATION = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)
"""The attribute that names a relation, transitional and strict."""


class Reader:
    """What is done with a part: an action for each element of interest, by its local name.

    ``starts`` are called with the attributes, ``ends`` with nothing, ``text`` with some of the
    text between two tags. Elements of foreign name spaces are not told. The names of attributes
    that have a name space stay whole (see ``RELATION``).
    """

    starts: Mapping[str, Callable[[Attributes], None]]
    ends: Mapping[str, Callable[[], None]]

    def __init__(self) -> None:
        self.starts, self.ends = {}, {}

    def text(self, text: str) -> None:
        """Some of the text between two tags."""


def parse(pieces: Iterable[bytes], reader: Reader, budget: Budget) -> None:
    """Read a part; raises ``UnreadableError`` for a document type, bad XML, or too much of it."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = _handlers(reader, budget)
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _refuse
    fed = 0
    try:
        for piece in pieces:
            parser.Parse(piece, False)  # noqa: FBT003 - not the last piece
            fed += len(piece)
            if fed - max(parser.CurrentByteIndex, 0) > TOKEN:
                raise DamagedError
        parser.Parse(b"", True)  # noqa: FBT003 - there is no more
    except UnreadableError:
        raise
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise DamagedError from error


def _refuse(*_: object) -> None:
    """A workbook has no document type; one declares entities that grow (ECMA-376-2 6.2.5)."""
    raise DamagedError


def _handlers(
    reader: Reader, budget: Budget
) -> tuple[Callable[[str, dict[str, str]], None], Callable[[str], None]]:
    """What expat calls, a million times in a large sheet: so without a call more than it needs."""
    first = {f"{space} {name}": act for name, act in reader.starts.items() for space in _MAIN}
    last = {f"{space} {name}": act for name, act in reader.ends.items() for space in _MAIN}
    left, depth = budget.left, 0

    def starts(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        left["elements"] -= 1
        if left["elements"] < 0:
            budget.take("elements")
        if depth > DEPTH:
            raise DamagedError
        act = first.get(name)
        if act:
            act(attributes)

    def ends(name: str) -> None:
        nonlocal depth
        depth -= 1
        act = last.get(name)
        if act:
            act()

    return starts, ends

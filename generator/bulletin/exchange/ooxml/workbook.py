"""A workbook of any program's making: its sheets with all their cells, or why it is not read."""

from dataclasses import dataclass
from typing import NamedTuple

from bulletin.exchange.ooxml.formats import Look, look
from bulletin.exchange.ooxml.limits import (
    SHEETS,
    STYLES,
    Budget,
    DamagedError,
    UnreadableError,
    too_large,
)
from bulletin.exchange.ooxml.package import Package, relations_of, target_of
from bulletin.exchange.ooxml.sheet import Cells, Drawing, Known, Notes, StoredSheet, Strings
from bulletin.exchange.ooxml.xml import RELATION, Attributes, Reader, parse

__all__ = ["UnreadableError", "read"]

_ROOT = ""
"""The package itself has relations, too."""


class _Relation(NamedTuple):
    kind: str
    target: str
    external: bool


def read(content: bytes) -> tuple[StoredSheet, ...]:
    """Read every sheet, in their order; raises ``UnreadableError``."""
    budget = Budget()
    return _Workbook(Package(content, budget), budget).sheets()


class _Workbook:
    """Reads a workbook's parts, each once."""

    def __init__(self, package: Package, budget: Budget) -> None:
        self.package, self.budget = package, budget
        roots = self._relations(_ROOT).values()
        self.name = next((r.target for r in roots if r.kind == "officeDocument"), "")
        if not self.name or not package.has(self.name):
            raise DamagedError
        self.relations = self._relations(self.name)

    def sheets(self) -> tuple[StoredSheet, ...]:
        """All sheets with their cells."""
        listed = _Listed()
        self._parse(self.name, listed)
        names = [part.title.casefold() for part in listed.sheets]
        if len(set(names)) < len(names):
            raise DamagedError
        shared = Known(self._strings(), self._looks(), listed.from_1904)
        return tuple(self._sheet(part, shared) for part in listed.sheets)

    def _sheet(self, listed: "_SheetPart", shared: Known) -> StoredSheet:
        relation = self.relations.get(listed.relation)
        if relation is None or relation.external:
            raise DamagedError
        is_table = relation.kind == "worksheet"
        sheet = StoredSheet(listed.title, hidden=listed.hidden, is_table=is_table)
        if sheet.is_table:
            self._parse(relation.target, Cells(sheet, shared, self.budget))
            self._beside(relation.target, sheet)
        return sheet

    def _beside(self, name: str, sheet: StoredSheet) -> None:
        """What lies on a sheet beside its cells: comments and pictures."""
        for relation in self._relations(name).values():
            if relation.kind == "comments" and not relation.external:
                self._parse(relation.target, Notes(sheet))
            elif relation.kind == "drawing" and not relation.external:
                self._parse(relation.target, Drawing(sheet))
            elif relation.kind in {"oleObject", "package"}:
                sheet.drawn = True

    def _strings(self) -> list[str]:
        strings = Strings(self.budget)
        if name := self._of_kind("sharedStrings"):
            self._parse(name, strings)
        return strings.strings

    def _looks(self) -> list[Look]:
        styles = _Styles()
        if name := self._of_kind("styles"):
            self._parse(name, styles)
        return [look(number, styles.codes.get(number, "")) for number in styles.used]

    def _of_kind(self, kind: str) -> str:
        return next((r.target for r in self.relations.values() if r.kind == kind), "")

    def _relations(self, name: str) -> dict[str, _Relation]:
        part = relations_of(name)
        relations = _Relations(name)
        if self.package.has(part):
            self._parse(part, relations)
        return relations.relations

    def _parse(self, name: str, reader: Reader) -> None:
        parse(self.package.pieces(name), reader, self.budget)


class _Relations(Reader):
    def __init__(self, name: str) -> None:
        self.starts, self.ends = {"Relationship": self._add}, {}
        self.name = name
        self.relations: dict[str, _Relation] = {}

    def _add(self, attributes: Attributes) -> None:
        external = attributes.get("TargetMode") == "External"
        written = attributes.get("Target", "")
        target = written if external else target_of(self.name, written)
        kind = attributes.get("Type", "").rpartition("/")[2]
        self.relations[attributes.get("Id", "")] = _Relation(kind, target, external)


@dataclass(frozen=True, slots=True)
class _SheetPart:
    title: str
    relation: str
    hidden: bool


class _Listed(Reader):
    """The sheets of a workbook, and from which day it counts."""

    def __init__(self) -> None:
        self.starts, self.ends = {"sheet": self._sheet, "workbookPr": self._properties}, {}
        self.sheets: list[_SheetPart] = []
        self.from_1904 = False

    def _properties(self, attributes: Attributes) -> None:
        self.from_1904 = attributes.get("date1904", "0") in {"1", "true"}

    def _sheet(self, attributes: Attributes) -> None:
        relation = next((attributes[key] for key in RELATION if key in attributes), "")
        hidden = attributes.get("state", "visible") != "visible"
        self.sheets.append(_SheetPart(attributes.get("name", ""), relation, hidden))
        if len(self.sheets) > SHEETS:
            raise too_large(f"工作表超过 {SHEETS} 张")


class _Styles(Reader):
    """The codes of formats by their numbers, and the number of each style of a cell."""

    def __init__(self) -> None:
        self.starts = {"cellXfs": self._begin, "xf": self._style, "numFmt": self._code}
        self.ends = {"cellXfs": self._close}
        self.codes: dict[int, str] = {}
        self.used: list[int] = []
        self._of_cells = False

    def _begin(self, _: Attributes) -> None:
        self._of_cells = True

    def _close(self) -> None:
        self._of_cells = False

    def _style(self, attributes: Attributes) -> None:
        if self._of_cells:
            self.used.append(_number(attributes))
            if len(self.used) > STYLES:
                raise too_large(f"单元格样式超过 {STYLES} 种")

    def _code(self, attributes: Attributes) -> None:
        self.codes.setdefault(_number(attributes), attributes.get("formatCode", "")[:255])


def _number(attributes: Attributes) -> int:
    text = attributes.get("numFmtId", "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004

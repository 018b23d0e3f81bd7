"""What a filled form changes in a month: files with their data, faults, and what is told."""

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from bulletin.exchange.form import findings, marks, measurements
from bulletin.exchange.form.cells import BadCellError
from bulletin.exchange.form.choices import Choices
from bulletin.exchange.form.merge import (
    Data,
    Fault,
    Merged,
    conflict,
    faults_of,
    is_untouched,
    missing,
)
from bulletin.exchange.form.table import (
    FINDINGS,
    MARKS,
    MEASUREMENTS,
    FormRow,
    FormTable,
    Texts,
    digest,
)

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_HASH, _PREFIX = 8, 51
_PROPOSED = re.compile(r"-[a-p]{8}$")
_LETTERS = str.maketrans("0123456789", "ghijklmnop")
"""Ids that are made up have no digits: eight of them may look like a telephone number."""
_KEYS = ("metric", "source", "repeats")


@dataclass(frozen=True)
class Held:
    """What the data of a month say now, as plain data.

    ``prefixes`` are the beginnings of the ids that each unit's findings have had.
    """

    folder: str
    findings: Mapping[str, tuple[str, Data]]
    measurements: list[Data]
    marks: list[Data]
    prefixes: Mapping[str, str] = field(default_factory=dict)

    @property
    def month(self) -> str:
        """The month of the folder."""
        return self.folder.rpartition("/")[2]


@dataclass
class Changes:
    """Files that are new or other than they were, by path, and which row says what in them."""

    files: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    findings: dict[str, int] = field(default_factory=dict)
    values: dict[tuple[int, str], int] = field(default_factory=dict)
    marks: dict[int, int] = field(default_factory=dict)

    def cell(self, path: str, keys: Sequence[str | int]) -> Fault | None:
        """The cell that says what stands at some keys of a file; it has no words yet."""
        name = path.rpartition("/")[2]
        if path in self.findings:
            return Fault(FINDINGS.name, self.findings[path], _field(keys), "")
        if name == "measurements.yaml" and keys:
            return self._value(keys)
        if name == "marks.yaml" and keys and keys[0] in self.marks:
            return Fault(MARKS.name, self.marks[int(keys[0])], _field(keys[1:], MARKS), "")
        return None

    def _value(self, keys: Sequence[str | int]) -> Fault | None:
        index, unit = int(keys[0]), str(keys[2]) if len(keys) > 2 else ""  # noqa: PLR2004
        rows = [n for (i, u), n in self.values.items() if i == index and unit in {"", u}]
        named = keys[-1] in _KEYS
        column = str(keys[-1]) if named else "value"
        return Fault(MEASUREMENTS.name, min(rows), column, "") if rows else None


def _field(keys: Sequence[str | int], table: FormTable = FINDINGS) -> str:
    names = {column.name for column in table.columns}
    candidates = (".".join(map(str, keys[:2])), str(keys[0])) if keys else ()
    return next((name for name in candidates if name in names), "")


def proposed_id(texts: Texts, held: Held) -> str:
    """The id of a new row is made of what it says, so that the same row has the same id."""
    unit, end = texts.get("unit", ""), f"-{digest(texts)[:_HASH].translate(_LETTERS)}"
    for finding_id, (_, data) in held.findings.items():
        if finding_id.endswith(end) and data["unit"] == unit:
            return finding_id
    return held.prefixes.get(unit, unit)[:_PREFIX] + end


def changes(rows: Mapping[str, Sequence[FormRow]], held: Held, choices: Choices) -> Changes:
    """Everything that the rows of a form change in a month."""
    made = Changes()
    _FindingRows(made, held, choices).take(rows[FINDINGS.name])
    _Values(made, held, choices).take(rows[MEASUREMENTS.name])
    _Marks(made, held, choices).take(rows[MARKS.name])
    return made


class _FindingRows:
    """Takes the rows of findings, one after the other."""

    def __init__(self, made: Changes, held: Held, choices: Choices) -> None:
        self.made, self.held, self.choices = made, held, choices
        self.seen: dict[str, int] = {}
        self.claimed: set[str] = set()

    def take(self, rows: Sequence[FormRow]) -> None:
        """Take all rows; findings without a row stay as they are."""
        named = [(row, row.texts.get("id") or proposed_id(row.texts, self.held)) for row in rows]
        self.claimed = {record_id for _, record_id in named}
        for row, record_id in named:
            self._row(row, record_id)
        left = sorted(self.held.findings.keys() - self.seen.keys())
        if left and rows:
            self.made.kept.append(f"问题 {len(left)} 条：{'、'.join(left)}")

    def _row(self, row: FormRow, record_id: str) -> None:
        written_id = row.texts.get("id", "")
        if record_id in self.seen:
            words = f"编号 {written_id} 与第 {self.seen[record_id]} 行相同"
            words = words if written_id else f"与第 {self.seen[record_id]} 行完全相同"
            hint = "每件事编号各不相同" if written_id else "同样的事有几件的，写明数量"
            self._fault(row, {"id": BadCellError(words, hint)})
            return
        self.seen[record_id] = row.number
        if record_id in self.held.findings:
            if written_id:
                self._changed(row, record_id)
        elif not written_id and (same := self._held.get(digest(row.texts))):
            hint = "同样的事有几件的，写明数量"
            self._fault(row, {"id": BadCellError(f"与已登记的 {same} 完全相同", hint)})
        elif not written_id and (same := self._earlier(row.texts)):
            words = f"单位、计分办法、日期与导入过的 {same} 相同，可能是同一件"
            hint = f"是同一件的，重新导出，在 {same} 一行修改；是另一件的，自定一个编号"
            self._fault(row, {"id": BadCellError(words, hint)})
        elif written_id and not _ID.fullmatch(written_id):
            words = f"编号只用小写字母、数字和连字符，不超过 60 字，此处为“{written_id[:70]}”"
            self._fault(row, {"id": BadCellError(words, "空着就自动编号")})
        else:
            self._new(row, record_id)

    def _earlier(self, texts: Texts) -> str:
        """The finding that a new row may have become before it was changed; empty: none.

        It was numbered by an import, no row names it, and it is about the same.
        """
        for finding_id, (_, data) in self.held.findings.items():
            alike = all(data[name] == texts.get(name) for name in ("unit", "rule", "date"))
            if alike and finding_id not in self.claimed and _PROPOSED.search(finding_id):
                return finding_id
        return ""

    @cached_property
    def _held(self) -> dict[str, str]:
        """The findings by what they say, whatever their ids."""
        listed = self.held.findings.items()
        texts = (
            (finding_id, findings.texts_of(finding_id, data, self.choices))
            for finding_id, (_, data) in listed
        )
        return {digest({**texts_there, "id": ""}): finding_id for finding_id, texts_there in texts}

    def _fault(self, row: FormRow, refused: Mapping[str, BadCellError]) -> None:
        self.made.faults += faults_of(FINDINGS, row, refused)

    def _changed(self, row: FormRow, record_id: str) -> None:
        if is_untouched(row):
            return
        path, data = self.held.findings[record_id]
        before = findings.texts_of(record_id, data, self.choices)
        self.made.faults += missing(FINDINGS, row)
        after = {**{name: before.get(name, "") for name in FINDINGS.needed}, **row.texts}
        if after["unit"] != before["unit"]:
            words = f"已登记的问题不能换单位，原来是 {before['unit']}"
            hint = "撤回这一条，在另一行登记" if row.base else "是另一件事的，换一个编号"
            self._fault(row, {"unit": BadCellError(words, hint)})
            return
        merged = findings.merged(data, before, after, self.choices)
        if merged.data == data and not merged.faults:
            return
        self._keep(row, path, merged, conflict(row, before))
        self.made.told.append(f"修改 {path}")

    def _keep(
        self, row: FormRow, path: str, merged: Merged, refused: BadCellError | None = None
    ) -> None:
        self._fault(row, {**merged.faults, **({"id": refused} if refused else {})})
        self.made.files[path] = merged.data
        self.made.findings[path] = row.number

    def _new(self, row: FormRow, record_id: str) -> None:
        self.made.faults += missing(FINDINGS, row)
        if row.other:
            words = f"这一列不能填写，此处为“{row.other[:40]}”，没有读"
            self._fault(row, {"other": BadCellError(words, "写到应填的列里，再清空这一格")})
        merged = findings.merged({}, {}, row.texts, self.choices)
        whole = {"unit": "", "rule": "", "date": f"{self.held.month}-01", "summary": "—"}
        merged.data = {**whole, **merged.data}
        if not merged.data["unit"] or not merged.data["rule"]:
            self._fault(row, merged.faults)
            return
        path = f"{self.held.folder}/findings/{merged.data['unit']}/{record_id}.yaml"
        self._keep(row, path, merged)
        self.made.told.append(f"新登记 {path}（第 {row.number} 行）")


class _Lists:
    """Takes the rows of a file that is one list, each row known by its key."""

    table: FormTable
    file: str

    def __init__(self, made: Changes, held: Held, choices: Choices) -> None:
        self.made, self.choices = made, choices
        self.path = f"{held.folder}/{self.file}"
        self.seen: dict[tuple[str, ...], int] = {}
        self.kept: list[str] = []
        self.count = 0

    def fresh(self, rows: Sequence[FormRow]) -> Iterator[tuple[tuple[str, ...], FormRow]]:
        """Go through the rows that say what they are about, each once."""
        for row in rows:
            key = tuple(row.texts.get(name, "") for name in self.table.key)
            first = self.seen.setdefault(key, row.number)
            lacks = list(missing(self.table, row))
            self.made.faults += lacks
            if first != row.number and not lacks:
                words = f"与第 {first} 行是同一单位的同一项"
                self.fault(row, {self.table.key[0]: BadCellError(words, "合并成一行")})
            elif not lacks:
                yield key, row

    def fault(self, row: FormRow, refused: Mapping[str, BadCellError]) -> None:
        """Note what is wrong with a row."""
        self.made.faults += faults_of(self.table, row, refused)

    def close(self, data: list[Data], rows: Sequence[FormRow], known: set[tuple[str, ...]]) -> None:
        """Keep the changed list, and tell what stayed because no row says it."""
        left = len(known - self.seen.keys()) if rows else 0
        if self.kept or left:
            self.made.kept.append(f"{self.table.title} {left + len(self.kept)} 项")
        if self.count:
            self.made.files[self.path] = data
            self.made.told.append(f"修改 {self.path}（{self.count} 项）")


class _Values(_Lists):
    table, file = MEASUREMENTS, "measurements.yaml"

    def __init__(self, made: Changes, held: Held, choices: Choices) -> None:
        super().__init__(made, held, choices)
        self.data = deepcopy(held.measurements)
        self.now = dict(measurements.texts_of(self.data, choices))
        self.at = {(b["metric"], unit): i for i, b in enumerate(self.data) for unit in b["values"]}

    def take(self, rows: Sequence[FormRow]) -> None:
        """Take all rows; a value that is empty now stays as it was."""
        for key, row in self.fresh(rows):
            metric, unit = key
            if (metric, unit) not in self.now:
                self._new(row)
            elif not row.texts.get("value"):
                self.kept.append(unit)
            elif not is_untouched(row):
                self._changed(row, (metric, unit))
        self.close(self.data, rows, set(self.now))

    def _changed(self, row: FormRow, key: tuple[str, str]) -> None:
        block, unit = self.data[self.at[key]], key[1]
        was = block["values"][unit]
        merged = measurements.merged(block, self.now[key], row.texts, self.choices)
        whole = dict(was) if isinstance(was, Mapping) else {"value": was}
        if merged.data == whole and not merged.faults:
            return
        refused = conflict(row, self.now[key])
        self.fault(row, {**merged.faults, **({"value": refused} if refused else {})})
        measurements.place(block, unit, merged.data)
        self._note(row, (self.at[key], unit))

    def _new(self, row: FormRow) -> None:
        if not row.texts.get("value"):
            if "repeats" in row.texts:
                title = MEASUREMENTS.column("repeats").title
                self.fault(row, {"value": BadCellError(f"写了{title}，就必须填写数值，此处空着")})
            return
        merged = measurements.fresh(row.texts, self.choices)
        self.fault(row, merged.faults)
        if not merged.faults:
            self._note(row, measurements.add(self.data, merged.data))

    def _note(self, row: FormRow, place: tuple[int, str]) -> None:
        self.made.values[place] = row.number
        self.count += 1


class _Marks(_Lists):
    table, file = MARKS, "marks.yaml"

    def __init__(self, made: Changes, held: Held, choices: Choices) -> None:
        super().__init__(made, held, choices)
        self.data = deepcopy(held.marks)
        texts = [marks.texts_of(mark, choices) for mark in self.data]
        self.now = {marks.key_of(said): (i, said) for i, said in enumerate(texts)}

    def take(self, rows: Sequence[FormRow]) -> None:
        """Take all rows; a mark of which nothing is left stays as it was."""
        for key, row in self.fresh(rows):
            says = row.texts.keys() - set(MARKS.key)
            current = self.now.get((key[0], key[1], key[2]))
            if current and not says:
                self.kept.append(key[0])
            elif current and not is_untouched(row):
                self._changed(row, *current)
            elif not current and says:
                self._new(row)
        self.close(self.data, rows, set(self.now))

    def _changed(self, row: FormRow, index: int, before: Texts) -> None:
        mark = self.data[index]
        merged = marks.merged(mark, before, row.texts, self.choices)
        if merged.data == mark and not merged.faults:
            return
        refused = conflict(row, before)
        self.fault(row, {**merged.faults, **({"unit": refused} if refused else {})})
        self.data[index] = merged.data
        self._note(row, index)

    def _new(self, row: FormRow) -> None:
        merged = marks.merged({}, {}, row.texts, self.choices)
        self.fault(row, merged.faults)
        if not merged.faults:
            self.data.append(merged.data)
            self._note(row, len(self.data) - 1)

    def _note(self, row: FormRow, index: int) -> None:
        self.made.marks[index] = row.number
        self.count += 1

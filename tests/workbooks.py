"""Workbooks for tests: exported and typed into, or written part by part as other programs do."""

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from bulletin.cli import main

from tests.cases import Repo

FINDINGS, VALUES, MARKS = "问题和加分事项", "数据", "评分"


class Office:
    """A repository, and the workbook of its month in the hands of somebody."""

    def __init__(self, repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
        self.repo, self.capsys = repo, capsys
        self.file = repo.root.parent / "八月.xlsx"

    def run(self, *args: str) -> tuple[int, list[str]]:
        """Run the command; what it says on both streams."""
        with pytest.raises(SystemExit) as left:
            main(["--root", str(self.repo.root), *args])
        said = self.capsys.readouterr()
        assert isinstance(left.value.code, int)
        return left.value.code, [*said.out.splitlines(), *said.err.splitlines()]

    def export(self, scheme: str = "demo", month: str = "2017-08") -> None:
        self.file.unlink(missing_ok=True)
        assert self.run("export", scheme, month, "--xlsx", str(self.file))[0] == 0

    def edit(self, sheet: str = FINDINGS, /, **cells: object) -> None:
        """Type into cells with another program than the one that wrote them."""
        book = openpyxl.load_workbook(self.file)
        for place, value in cells.items():
            book[sheet][place].value = value
        book.save(self.file)

    def imported(self) -> tuple[int, list[str]]:
        return self.run("import", str(self.file))

    def state(self) -> str:
        """Every file and its bytes."""
        files = sorted((self.repo.root / "data").rglob("*"))
        listed = [(str(f), f.read_bytes()) for f in files if f.is_file()]
        return hashlib.sha256(repr(listed).encode()).hexdigest()

    def rewrite(self, part: str, *changes: tuple[str, str]) -> None:
        """Change a part of the file as another program would have written it."""
        parts = parts_of(self.file)
        text = parts[part].decode()
        for old, new in changes:
            text, count = re.subn(old, new, text, count=1)
            assert count == 1, old
        self.file.write_bytes(packed({**parts, part: text.encode()}))


def parts_of(file: Path) -> dict[str, bytes]:
    """The parts of a workbook by their names."""
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes | str]) -> bytes:
    """A workbook of these parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def parts(
    rows: str = "", *, strings: str = "", styles: str = "", properties: str = "", after: str = ""
) -> dict[str, bytes | str]:
    """The parts of a workbook of one sheet, from the XML of its rows."""

    def relations(**targets: str) -> str:
        listed = "".join(
            f'<Relationship Id="r{i}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
            for i, (kind, target) in enumerate(targets.items())
        )
        return f'<Relationships xmlns="{_RELATIONS}">{listed}</Relationships>'

    sheets = f'<sheets><sheet name="表" sheetId="1" xmlns:r="{_OFFICE}" r:id="r0"/></sheets>'
    return {
        "_rels/.rels": relations(officeDocument="xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}">{properties}{sheets}</workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            worksheet="worksheets/sheet1.xml", sharedStrings="strings.xml", styles="styles.xml"
        ),
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'
        ),
        "xl/strings.xml": f'<sst xmlns="{_MAIN}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>',
    }

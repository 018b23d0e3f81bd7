"""The archive of a workbook: its parts by name, unpacked piece by piece within a budget."""

import io
import posixpath
import zlib
from collections.abc import Iterator
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from bulletin.exchange.ooxml.limits import (
    ENTRIES,
    LARGEST,
    MEGABYTE,
    Budget,
    DamagedError,
    UnreadableError,
    too_large,
)

_PIECE = 64 * 1024
_ENCRYPTED = 1
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The file format of .xls, and the wrapping of a workbook with a password (MS-CFB 2.2)."""
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_ENTRY = b"PK\x01\x02"
"""How an entry of an archive's directory begins (APPNOTE 4.3.12)."""
_SAVE = "用 Excel 或 WPS 打开，另存为 .xlsx 再导入"


class Package:
    """The parts of an Open Packaging archive; names are compared without case (OPC 6.2.2.3)."""

    def __init__(self, content: bytes, budget: Budget) -> None:
        """Look at the directory only; raises ``UnreadableError``."""
        _refuse_other_formats(content)
        self._budget = budget
        try:
            self._packed = ZipFile(io.BytesIO(content))
        except _BROKEN as error:
            raise DamagedError from error
        self._parts: dict[str, ZipInfo] = {}
        for entry in self._packed.infolist():
            self._add(entry)

    def _add(self, entry: ZipInfo) -> None:
        name = _normal(entry.filename)
        if name in self._parts:
            raise DamagedError
        if name.endswith("vbaproject.bin"):
            raise UnreadableError("工作簿带有宏，不读", f"{_SAVE}（不带宏的）")
        self._parts[name] = entry

    def has(self, name: str) -> bool:
        """Tell whether there is a part."""
        return _normal(name) in self._parts

    def pieces(self, name: str) -> Iterator[bytes]:
        """Unpack a part, counted as it comes and not as declared; raises ``UnreadableError``."""
        entry = self._parts.get(_normal(name))
        if entry is None:
            raise DamagedError
        if entry.flag_bits & _ENCRYPTED:
            raise UnreadableError("工作簿加了密，读不了", f"{_SAVE}（不设密码）")
        if entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            raise DamagedError
        try:
            with self._packed.open(entry) as part:
                while piece := part.read(_PIECE):
                    self._budget.take("bytes", len(piece))
                    yield piece
        except UnreadableError:
            raise
        except _BROKEN as error:
            raise DamagedError from error


_BROKEN = (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
"""What ``zipfile`` raises for a broken archive."""


def _normal(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def relations_of(name: str) -> str:
    """The name of the part that holds a part's relations (OPC 6.5.2.3).

    >>> relations_of("xl/workbook.xml")
    'xl/_rels/workbook.xml.rels'
    """
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def target_of(name: str, target: str) -> str:
    """The name of the part to which a relation of another part leads.

    >>> target_of("xl/worksheets/sheet1.xml", "../comments1.xml"), target_of("a/b", "/xl/c.xml")
    ('xl/comments1.xml', 'xl/c.xml')
    """
    joined = posixpath.join("/", posixpath.dirname(name), target.replace("\\", "/"))
    return posixpath.normpath(joined).lstrip("/")


def _refuse_other_formats(content: bytes) -> None:
    """Say of what is no archive, or one of another kind, what it is."""
    if len(content) > LARGEST:
        raise too_large(f"文件超过 {LARGEST // MEGABYTE} MB")
    if content.startswith(_COMPOUND):
        if _PASSWORD in content:
            raise UnreadableError("工作簿设了密码，读不了", f"{_SAVE}（不设密码）")
        raise UnreadableError("这是旧格式的工作簿（.xls 或 .et），读不了", _SAVE)
    if not content.startswith(b"PK"):
        raise DamagedError
    if content.count(_ENTRY) > ENTRIES:
        raise too_large(f"压缩包里的文件超过 {ENTRIES} 个")

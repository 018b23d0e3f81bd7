"""How much of a workbook is read: what is more is refused before it costs time or memory."""

from dataclasses import dataclass, field

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE
"""The largest file, in bytes."""
ENTRIES = 1_000
"""So many entries its archive may have; an ordinary workbook has about twenty."""
UNPACKED = 48 * MEGABYTE
"""So many bytes all parts that are read may unpack to, as they come out."""
ELEMENTS = 600_000
"""So many XML elements all parts that are read may have: two for each cell that holds anything."""
CELLS = 120_000
"""So many cells may hold anything."""
SIGNS = 8_000_000
"""So many characters all cells may hold, and as many may be kept for cells to refer to."""
LONGEST = 32_767
"""So many UTF-16 units a cell may hold, as every spreadsheet has it."""
MERGED = 10_000
"""So many merged areas, or cells with comments, a sheet may have."""
SHEETS = 100
"""So many sheets a workbook may have."""
STYLES = 65_536
"""So many styles its cells may have; Excel has no more."""
DEPTH = 100
"""How deep XML elements may nest."""
TOKEN = 2 * MEGABYTE
"""The longest tag, comment or attribute of an XML part, in bytes."""

_SMALLER = "只保留本月的表，删去多余的工作表和数据下方设过格式的空行，另存为 .xlsx 再导入"


class UnreadableError(ValueError):
    """A file that cannot be read as a workbook: why, in Chinese, and what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


class DamagedError(UnreadableError):
    """A file that contradicts itself or the standard, so that no reading of it can be right."""

    def __init__(self) -> None:
        super().__init__("工作簿已经损坏，或不是 .xlsx 工作簿")


def too_large(what: str) -> UnreadableError:
    """A workbook that is more than is read."""
    return UnreadableError(f"工作簿太大：{what}", _SMALLER)


@dataclass
class Budget:
    """What is left of the limits while one workbook is read; each ``take`` may refuse it."""

    left: dict[str, int] = field(
        default_factory=lambda: {
            "bytes": UNPACKED,
            "elements": ELEMENTS,
            "cells": CELLS,
            "kept": SIGNS,
            "signs": SIGNS,
        }
    )

    def take(self, what: str, amount: int = 1) -> None:
        """Use up some of a limit; raises ``UnreadableError`` when there is no more."""
        self.left[what] -= amount
        if self.left[what] < 0:
            raise too_large(_WORDS[what])


_WORDS = {
    "bytes": f"展开后超过 {UNPACKED // MEGABYTE} MB",
    "elements": f"格子和行（包括空着的）超过 {ELEMENTS // 10_000} 万个",
    "cells": f"有内容的格子超过 {CELLS // 10_000} 万个",
    "kept": f"文字超过 {SIGNS // 10_000} 万字",
    "signs": f"文字超过 {SIGNS // 10_000} 万字",
}

"""The page of all problems: rule, wrong example, what is printed, right example.

``python -m tools.problems`` writes ``docs/problems.md`` from the codes, each of which is declared
beside what tells it, and from ``tests/bad``.
"""

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import bulletin
from bulletin.checks.registry import Check
from bulletin.problem import Code

from tests.cases import BAD, BASE, files

PAGE = Path(__file__).parent.parent / "docs" / "problems.md"
FAMILIES = {
    "Y": "YAML 写法",
    "P": "文件位置",
    "S": "键和值",
    "U": "单位名册",
    "B": "考核办法",
    "R": "评分细则",
    "F": "问题",
    "M": "数据",
    "K": "评分",
    "N": "不参评情况",
    "H": "回头看",
    "D": "督察轮次和抽签",
    "Z": "封存",
    "C": "个人信息",
    "T": "待办事项",
}
HEAD = """\
# 检查报告的问题

`bulletin check` 一次报告全部问题，每个问题一行：文件、行、列、代码，必须怎样、实际怎样；
下一行以 → 开头，说明怎样改。标有（提醒）的不影响计分，请人看一看；其余的必须改正。

本页由 `python -m tools.problems` 从代码表和 `tests/bad` 中的例子生成，不要手改。
"""
NOTHING = "# 数据文件没有写错，照检查的结果去做"
_UNSEEN = re.compile(r"[\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_NEAR = 4
_LONG = 24


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for family, title in FAMILIES.items():
        parts.append(f"## {title}\n")
        parts += [_entry(code) for code in codes().values() if code.id.startswith(family)]
    return "\n".join(parts)


def codes() -> Mapping[str, Code]:
    """Every code that a module of the program declares, in order.

    Raises ``ValueError`` where two declare the same one: our own fault.
    """
    declared: dict[str, Code] = {}
    for module in walk_packages(bulletin.__path__, "bulletin."):
        if not module.name.endswith("__main__"):
            for code in _declared(vars(import_module(module.name))):
                if declared.setdefault(code.id, code) is not code:
                    raise ValueError(f"{code.id} is declared twice, the second in {module.name}")
    return dict(sorted(declared.items()))


def _declared(names: Mapping[str, object]) -> Iterator[Code]:
    for value in names.values():
        if isinstance(value, Code):
            yield value
        elif isinstance(value, Check):
            yield from value.codes


def _entry(code: Code) -> str:
    case = BAD / code.id
    printed = (case / "expected.txt").read_text(encoding="utf-8").rstrip()
    told = (path for path in files(case) if not _same(case / path, _right(case, path)))
    wrong = "\n\n".join(_shown(case, path, _right(case, path)) for path in told)
    right = _right_parts(case)
    wrong, right = (wrong, right) if wrong or right else (NOTHING, NOTHING)
    return (
        f"### {code.id} {code.title}\n\n{code.rule}\n\n"
        f"错误的写法：\n\n{_fenced('yaml', wrong)}\n"
        f"检查的结果：\n\n{_fenced('text', printed)}\n"
        f"正确的写法：\n\n{_fenced('yaml', right)}"
    )


def _fenced(language: str, text: str) -> str:
    return f"```{language}\n{text}\n```\n"


def _right_parts(case: Path) -> str:
    right = case / "right"
    if right.is_dir():
        told = (path for path in files(right) if not _same(right / path, case / path))
        return "\n\n".join(_shown(right, path, case / path) for path in told)
    return "\n\n".join(_shown(BASE, path, case / path) for path in files(case))


def _right(case: Path, path: str) -> Path:
    """The file that a wrong one is compared with."""
    beside = case / "right" / path
    return beside if beside.exists() else BASE / path


def _same(file: Path, other: Path) -> bool:
    """Whether a file only stands by: it is the same where all is right."""
    whole = file.is_file() and other.is_file()
    return whole and not file.is_symlink() and file.read_bytes() == other.read_bytes()


def _shown(overlay: Path, path: str, other: Path) -> str:
    """The lines of a file in which it differs from another, with a few around them."""
    file = overlay / path
    if file.is_symlink():
        return f"# {path}（链接，指向 {file.readlink()}）"
    if not file.exists():
        return f"# {path}（没有这个文件）"
    lines, others = _lines(file), _lines(other) if other.is_file() else []
    kept = sorted(_differing(lines, others)) or list(range(len(lines)))
    return "\n".join([f"# {path}", *_joined(lines, kept[:_LONG])])


def _lines(file: Path) -> list[str]:
    text = file.read_bytes().decode("utf-8", errors="replace")
    return _UNSEEN.sub(lambda sign: f"〔U+{ord(sign[0]):04X}〕", text).splitlines()


def _differing(lines: list[str], others: list[str]) -> set[int]:
    changes = SequenceMatcher(None, lines, others, autojunk=False).get_opcodes()
    spans = ((start, end) for tag, start, end, _, _ in changes if tag != "equal")
    near = (range(start - _NEAR, end + _NEAR) for start, end in spans)
    return {i for span in near for i in span if 0 <= i < len(lines)}


def _joined(lines: list[str], kept: list[int]) -> Iterator[str]:
    """The kept lines, with a mark where some are left out."""
    before = -1
    for i in kept:
        if i != before + 1:
            yield "# …"
        yield lines[i]
        before = i
    if kept and kept[-1] + 1 < len(lines):
        yield "# …"


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8", newline="\n")

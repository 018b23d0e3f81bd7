"""What one file of a pull request can cost: every kind of file, every kind of junk.

``python -m tests.worst`` reads each in a process of its own and prints what took longest, in
seconds and megabytes; it exits with 1 where one took more than is promised. Words behind it choose
junk by name: ``python -m tests.worst dashes flow``.
"""

import re
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import islice, product
from pathlib import Path
from typing import NamedTuple

from bulletin.canonical import canonical
from bulletin.checks import check, with_ids
from bulletin.load import point, read
from bulletin.load.file_kinds import BY_NAME, limit
from bulletin.load.layout import kind_of
from bulletin.load.parse import parse
from bulletin.load.path import DataPath
from bulletin.load.source import Folder, Overlay

from tests.cases import BASE

SECONDS, MEGABYTES = 2.0, 256
SHARES = (1.0, 0.45, 0.1)
"""Sizes as shares of what a file of the kind may have: what is too much is refused early."""
PATHS = {
    "site": "data/site.yaml",
    "units": "data/units/city.yaml",
    "scheme": "data/schemes/demo/scheme.yaml",
    "rubric": "data/schemes/demo/rubrics/2017-08.yaml",
    "finding": "data/schemes/demo/2017-08/findings/jiaoyu/jy-01.yaml",
    "recheck": "data/schemes/demo/2017-08/rechecks/2017-08/jy-01.yaml",
    "measurements": "data/schemes/demo/2017-08/measurements.yaml",
    "marks": "data/schemes/demo/2017-08/marks.yaml",
    "participation": "data/schemes/demo/2017-08/participation.yaml",
    "round": "data/schemes/demo/2017-08/rounds/one.yaml",
    "draw": "data/schemes/demo/2017-08/draws/one.yaml",
    "visits": "data/schemes/demo/2017-08/visits/one/group.yaml",
    "seal": "data/schemes/demo/2017-08/seal.yaml",
    "correction": "data/schemes/demo/2017-08/corrections/1.yaml",
}

Junk = Callable[[int], str]


HERE = Path(__file__).parents[1]


def _rows(form: str) -> Junk:
    """The same line again and again, with a number in it."""
    return lambda size: "".join(islice(_numbered(form), size // len(form.format(0)) + 1))


def _numbered(form: str) -> Iterator[str]:
    number = 0
    while True:
        yield form.format(number)
        number += 1


def _inside(head: str, form: str, tail: str = "") -> Junk:
    return lambda size: head + _rows(form)(size - len(head)) + tail


JUNK: Mapping[str, Junk] = {
    "dashes": _rows("-\n"),
    "dashes on one line": lambda size: "- " * min(size // 2, 9_999) + "a\n",
    "words": _rows("- a\n"),
    "one line": lambda size: "- " + "a" * (size - 3) + "\n",
    "long lines": _rows("- " + "文" * 6_000 + "{}\n"),
    "flow": _rows("- [" + "a," * 9_000 + "a]\n"),
    "empty lists": _rows("- [" + "[]," * 6_000 + "a]\n"),
    "flow maps": _rows("- {{" + "a: 1, " * 3_000 + "b: 1}}\n"),
    "keys": _rows("k{}: 1\n"),
    "long keys": _rows("k{}" + "k" * 9_000 + ": 1\n"),
    "keys again": _rows("a: 1\n"),
    "keys of block texts": _rows("k{}:\n  |\n"),
    "quoted keys": _rows("\"k\\x41{}\": '1'\n"),
    "question marks": _rows("? a\n"),
    "entries": _rows("- id: i{}\n  name: n\n"),
    "entries with unknown keys": _rows("- {{id: i{}, foo: 1, bar: 2, baz: [1]}}\n"),
    "metrics": _rows("- metric: M{}\n  values: {{}}\n"),
    "values": _inside("- metric: m\n  values:\n", "    u{}: x\n"),
    "good values": _inside("- metric: late\n  values:\n", "    u{}: 98.5\n"),
    "marks": _rows("- unit: u{}\n  rule: r\n  panel: [{{group: g, points: 1}}]\n"),
    "rules": _inside(
        "criteria:\n  - id: a\n    title: 甲\n    rules:\n",
        "      - id: r{}\n        deduct: 1\n        award: 2\n        tiers: {{a: 1}}\n",
    ),
    "criteria": _inside("title: 细则\ncriteria:\n", "  - id: C{}\n    points: x\n"),
    "texts of many lines": _inside("a: b\n", " c\n"),
    "empty lines in quotes": _inside('a: "', "\n", '"\n'),
    "lines joined in quotes": _inside('a: "', "x" * 19_000 + "\\\n", '"\n'),
    "a block text": _inside("a: |\n", "  " + "文" * 6_000 + "\n"),
    "combining marks": _rows("b{}: " + "\u0323\u0301" * 2_000 + "\n"),
    "combining marks escaped": _inside('a: "', "\\u0301\\u0323" * 1_600 + "\\\n", '"\n'),
    "numbers": _rows("- " + "9" * 19_000 + "\n"),
    "decimals": _rows("- 0." + "1" * 19_000 + "\n"),
    "two readings": _rows("- ~\n"),
    "anchors": _rows("- &a{} x\n"),
    "colons": _rows("a: b: c\n"),
    "brackets": _rows("[" * 9_000 + "\n"),
    "comments": _inside("a: 1\n", "#\n"),
    "comments between": _rows("k{}: 1\n# 注\n"),
    "comments behind": _rows("k{}: 1 # 注\n"),
    "tabs": _rows("\t\n"),
    "unseen signs": _rows("\u200b\u202e"),
    "directives": _rows("%YAML 1.3\n"),
    "telephones": _rows("- 13800001234\n"),
    "telephones in a text": _inside("summary: ", "13800001234，"),
    "digits in a text": _inside("- ", "一 2 （３）", "\n"),
    "unknown units": _rows("- {{unit: u{}, rule: quality, agreed: {{points: 1}}}}\n"),
    "absent units": _rows("- {{unit: u{}, reason: 无}}\n"),
    "many units": _rows("- {{id: u{0}, name: 单位{0}}}\n"),
    "runs of line ends": lambda size: "\r\n" * (size // 2),
    "NUL": lambda size: "\0" * size,
}


class Cost(NamedTuple):
    """What reading a file took of the processor and of memory."""

    seconds: float
    megabytes: float
    kind: str
    junk: str
    size: int


def content(kind: str, junk: str, share: float) -> bytes:
    """A file of a kind, full of junk, of no more bytes than such a file may have."""
    size = int(limit(kind) * share)
    return JUNK[junk](size).encode()[:size]


def whole(kind: str, data: bytes) -> None:
    """Read, check and format a repository in which one file is as it is given."""
    path = PATHS[kind]
    source = Overlay(Folder(BASE), {path: data})
    book, problems = read(source)
    point(source, (*with_ids(book, problems), *check(book)))


def alone(kind: str, data: bytes) -> None:
    """Read one file."""
    path = PATHS[kind]
    assert kind_of(path) == kind
    parse(DataPath(path, kind, "demo", "2017-08", "jiaoyu", Path(path).stem), data)


def formatted(kind: str, data: bytes) -> None:
    """Put a file into the canonical form, if it can be read."""
    try:
        canonical(data.decode("utf-8", "replace"), kind)
    except ValueError:
        return


def peak() -> float:
    """The most memory that this process had, in MB; the system's own count knows its parent's."""
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = re.findall(r"VmHWM:\s+(\d+) kB", status.read_text("ascii"))
        return int(line) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def cost(work: Callable[[str, bytes], None], kind: str, junk: str, share: float) -> Cost:
    """Do it in a process of its own, which has nothing of this one's memory."""
    data = f"content({kind!r}, {junk!r}, {share})"
    code = (
        f"import time; from tests.worst import *; data = {data}; {work.__name__}({kind!r}, data);"
    )
    code += " print(time.process_time(), peak(), len(data))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=HERE, capture_output=True, text=True, check=True
    )
    seconds, megabytes, size = done.stdout.split()
    return Cost(float(seconds), float(megabytes), kind, junk, int(size))


def main(wanted: list[str]) -> int:
    """Try everything; print what took most."""
    names = [name for name in JUNK if not wanted or name in wanted]
    every = product(BY_NAME, names, SHARES)
    costs = sorted((cost(whole, *one) for one in every), reverse=True)
    most = max(one.megabytes for one in costs)
    rows = [
        f"{one.seconds:7.2f} s {one.megabytes:6.0f} MB  {one.size:9,} {one.kind}: {one.junk}\n"
        for one in costs[:25]
    ]
    total = f"{len(costs)} files, at most {costs[0].seconds:.2f} s and {most:.0f} MB\n"
    sys.stdout.writelines((*rows, total))
    return int(costs[0].seconds > SECONDS or most > MEGABYTES)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

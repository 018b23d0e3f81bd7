"""Imports run one way, the pure rooms stay pure, and the core makes no sentences."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "generator" / "bulletin"


def test_imports_keep_the_contract() -> None:
    status = lint_imports(str(ROOT / "pyproject.toml"), no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, "lint-imports tells which import breaks which rule"


def test_no_class_name_stands_twice() -> None:
    places = defaultdict(list)
    for module in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(module.relative_to(PACKAGE).as_posix())
    assert {name: where for name, where in places.items() if len(where) > 1} == {}


def test_no_room_has_more_modules_than_a_reader_overlooks() -> None:
    folders = {module.parent for module in PACKAGE.rglob("*.py")} - {PACKAGE}
    sizes = {
        folder.relative_to(PACKAGE).as_posix(): len(
            {*folder.glob("*.py")} - {folder / "__init__.py"}
        )
        for folder in folders
    }
    assert {room: size for room, size in sizes.items() if size > 28} == {}


WORDLESS = ("trace.py", "reason.py", "law", "scoring", "compare")
"""Rooms that give reasons as codes: a sentence is made where it is shown."""
DATA = {"alike.py"}
"""What it holds are the words that decide nothing, as data."""
HAN = re.compile(r"[\u3400-\u9fff]")


def _texts(tree: ast.Module) -> Iterator[str]:
    """The texts of a module that are no docstrings."""
    docs = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


@pytest.mark.parametrize("room", WORDLESS)
def test_the_core_has_no_chinese_sentence(room: str) -> None:
    place = ROOT / "generator/bulletin" / room
    paths = sorted(place.rglob("*.py")) or [place]
    for path in (path for path in paths if path.name not in DATA):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert [text for text in _texts(tree) if HAN.search(text)] == [], path


def test_a_line_of_a_template_can_be_reviewed() -> None:
    templates = sorted((ROOT / "site_templates").rglob("*.j2"))
    long = [
        f"{template.name}:{number}"
        for template in templates
        for number, line in enumerate(template.read_text(encoding="utf-8").split("\n"), 1)
        if len(line) > 200
    ]
    assert templates
    assert long == []


def test_the_documentation_names_modules_that_there_are() -> None:
    rooms = "|".join(sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py")))
    named = re.compile(rf"`(?:generator/bulletin/)?((?:{rooms})/[a-z_/]+)(?:\.py|\.[A-Za-z_]+)?`")
    lost = {
        f"{page.name}: {module}"
        for page in sorted((ROOT / "docs").rglob("*.md"))
        for module in named.findall(page.read_text(encoding="utf-8"))
        if not any((PACKAGE / f"{module.rstrip('/')}{end}").exists() for end in ("", ".py"))
    }
    assert lost == set()

"""Imports run one way, and the pure rooms stay pure: the contract of pyproject.toml."""

import ast
from collections import defaultdict
from pathlib import Path

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

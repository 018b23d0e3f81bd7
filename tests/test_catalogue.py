"""The page of all problems says what the program does today; each code is declared once."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import bulletin

from tools.problems import FAMILIES, PAGE, codes, page


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tools.problems"


def test_every_code_is_of_a_family() -> None:
    assert {code[0] for code in codes()} == set(FAMILIES)


def _loose(tree: ast.AST) -> Iterator[ast.Constant]:
    """Go through the texts that are a code and do not declare it."""
    declared = {
        id(node.args[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Code"
    }
    for node in ast.walk(tree):
        is_code = isinstance(node, ast.Constant) and re.fullmatch("[A-Z][0-9]{3}", str(node.value))
        if isinstance(node, ast.Constant) and is_code and id(node) not in declared:
            yield node


def test_a_code_is_written_where_it_is_declared_and_nowhere_else() -> None:
    loose = {
        f"{path.name}:{node.lineno}: {node.value!r}"
        for path in Path(bulletin.__path__[0]).rglob("*.py")
        for node in _loose(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert loose == set()

"""Nothing is left out in silence: a test is skipped by what it needs, and the run says so."""

import re
from pathlib import Path

import pytest

from tests.needs import NEEDS, is_there, needs

pytest_plugins = ("pytester",)

HERE = Path(__file__).parent
SKIPPING = re.compile(r"pytest\.(?:skip|importorskip|xfail)\(|mark\.(?:skip|skipif|xfail)\b")


def test_tests_are_skipped_by_their_needs_alone() -> None:
    found = {
        path.relative_to(HERE).as_posix()
        for path in HERE.rglob("*.py")
        if SKIPPING.search(path.read_text(encoding="utf-8"))
    }
    assert found - {"test_needs.py"} == {"needs.py"}


def test_a_run_ends_with_what_was_left_out(pytester: pytest.Pytester) -> None:
    pytester.makeconftest("from tests.conftest import *\n")
    pytester.makepyfile(
        "from tests.needs import NEEDS, needs, require\n"
        "NEEDS['git'] = NEEDS['git'].__class__('git 9', 'get it', lambda: False)\n"
        "@needs('git')\ndef test_one(): raise AssertionError\n"
        "def test_two(): require('git')\n"
        "def test_three(): pass\n"
    )
    run = pytester.runpytest("-p", "no:cacheprovider", "-n", "2")
    run.assert_outcomes(passed=1, skipped=2)
    run.stdout.fnmatch_lines(["Left out: 2 tests, since git 9 is lacking (get it)"])
    pytester.makepyfile("def test_three(): pass\n")
    run = pytester.runpytest("-p", "no:cacheprovider")
    run.stdout.no_fnmatch_line("*Left out*")


@pytest.mark.parametrize("name", NEEDS)
def test_every_need_can_be_asked_for(name: str) -> None:
    assert needs(name).name == "needs"
    assert is_there(name) in {True, False}

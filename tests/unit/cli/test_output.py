"""No text of data gives orders to a runner of CI or to a terminal, whatever command prints it."""

import json
import re
from pathlib import Path

import pytest
from bulletin.cli import output

from tests.cases import Repo
from tests.unit.cli.conftest import Clerk

ROOT = Path(__file__).parents[3]
ORDER = re.compile(r"(?m)^\s*::|##\w*\[|^\s*section_(?:start|end):|[\x00-\x08\x0b-\x1f\x7f-\x9f]")
COMMANDS = (
    ("check",),
    ("check", "--format", "json"),
    ("check", "--format", "gitlab"),
    ("format", "--check"),
    ("score", "demo", "2017-08"),
    ("score", "demo", "2017-08", "--format", "json"),
    ("explain", "demo", "2017-08", "jiaoyu"),
    ("award", "demo", "2017"),
    ("compare", "demo", "2017-08", "2017-09"),
    ("remind", "demo", "2017-09-30"),
    ("recheck", "list", "demo", "2017-09"),
    ("readings", "demo", "2017-08"),
    ("repeats", "demo", "2017-08"),
    ("coverage", "demo", "2017-08"),
    ("score", "::error::x", "2017-08"),
    ("explain", "demo", "2017-08", "\n::error::x"),
)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("order", ["::error::", "::stop-commands::", "section_start:1:"])
def test_no_name_of_data_begins_a_line_as_a_command(
    repo: Repo, clerk: Clerk, words: tuple[str, ...], order: str
) -> None:
    for path in ("data/units/city.yaml", "scheme.yaml", "rubrics/2017-08.yaml"):
        text = repo.text(path)
        repo.write(path, re.sub(r"(?m)(name|title|text): (?=[^\s\"{\[])", rf"\1: {order}", text))
    _, printed = clerk.run(*words)
    assert not ORDER.search(printed)


@pytest.mark.parametrize("form", ["text", "json", "gitlab"])
def test_no_name_of_a_file_gives_orders(repo: Repo, clerk: Clerk, form: str) -> None:
    names = (
        "a\n::error::x.yaml",
        "a\x1b[2J.yaml",
        "##[group]x",
        "##teamcity[x]",
        "b\udcff\n##vso[x]",
    )
    for name in names:
        repo.file(f"data/units/{name}").write_text("x", encoding="utf-8")
    for words in (("check", "--format", form), ("format", "--check")):
        _, printed = clerk.run(*words)
        assert not ORDER.search(printed)


@pytest.mark.parametrize("form", ["text", "json", "gitlab", "github"])
@pytest.mark.parametrize("sign", ["\u00ad", "\u180e", "\u202e", "\ufffa", "\U000e0041"])
def test_no_sign_of_a_name_is_unseen(repo: Repo, clerk: Clerk, form: str, sign: str) -> None:
    repo.file(f"data/units/a{sign}b.yaml").write_text("x", encoding="utf-8")
    _, printed = clerk.run("check", "--format", form)
    assert sign not in printed
    assert form not in {"json", "gitlab"} or json.loads(printed)


def test_github_gets_its_own_commands_and_no_other(repo: Repo, clerk: Clerk) -> None:
    repo.file("data/units/a\n::stop-commands::x").write_text("x", encoding="utf-8")
    _, printed = clerk.run("check", "--format", "github")
    assert printed.count("::error file=") == printed.count("\n") == 1
    assert printed.startswith("::error file=")


def test_a_key_with_a_line_break_is_refused(repo: Repo, clerk: Clerk) -> None:
    repo.write("2017-08/measurements.yaml", '- "a\\n::error::x": 1\n')
    code, printed = clerk.run("check")
    assert (code, "Y004 键里不得有换行" in printed) == (1, True)
    assert not ORDER.search(printed)


def test_everything_is_printed_in_one_place() -> None:
    for file in (ROOT / "generator").rglob("*.py"):
        if file != Path(output.__file__):
            assert not re.search(r"click\.s?echo\(|\bprint\(", file.read_text("utf-8")), file

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from bulletin import drawing
from bulletin.load import rounds
from bulletin.yamlfile import read

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "draws.md"
DRAWS = sorted(ROOT.glob("data/schemes/*/*/draws/*.yaml"))
SCRIPT = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[0]


def test_the_smallest_tickets_are_drawn() -> None:
    # printf '%s\n%s\n%s\n%s' aa 1 x a | sha256sum, and so with b and c
    tickets = {one: drawing.ticket("aa", "1", "x", one)[:8] for one in "abc"}
    assert tickets == {"a": "0812751b", "b": "723a74bf", "c": "7b23e0a4"}
    assert drawing.drawn(2, {"x": ("c", "b", "a")}, "aa", "1") == {"x": ("a", "b")}


def test_the_population_is_hashed_line_by_line() -> None:
    # printf '2\nx: a b c\ny: d e' | sha256sum
    assert drawing.population(2, {"x": ("a", "b", "c"), "y": ("d", "e")})[:8] == "5348cb86"


def test_neither_the_order_nor_another_part_matters() -> None:
    alone = drawing.drawn(2, {"x": ("a", "b", "c", "d")}, "s", "v")
    among = drawing.drawn(2, {"w": ("a", "b"), "x": ("d", "c", "b", "a")}, "s", "v")
    assert among["x"] == alone["x"]


def test_every_candidate_is_drawn_about_as_often() -> None:
    """Of 5 candidates 2 are drawn: 800 of 2,000; the standard deviation is √(2000·0.4·0.6) ≈ 22."""
    strata = {"x": ("a", "b", "c", "d", "e")}
    found = Counter(
        one for seed in range(2000) for one in drawing.drawn(2, strata, f"{seed}", "1")["x"]
    )
    assert sorted(found) == ["a", "b", "c", "d", "e"]
    assert all(abs(times - 800) < 4 * 22 for times in found.values())


def test_the_script_of_the_page_has_twenty_lines() -> None:
    assert len([line for line in SCRIPT.splitlines() if line.strip()]) <= 20


def recomputed(file: Path, folder: Path) -> "subprocess.CompletedProcess[str]":
    """What the script of the page says of a draw; it knows nothing of this project."""
    (folder / "recompute.py").write_text(SCRIPT, encoding="utf-8")
    command = [sys.executable, "-W", "ignore", "recompute.py", str(file)]
    environment = {"PYTHONUTF8": "1"}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("file", DRAWS, ids=lambda file: file.stem)
def test_the_script_of_the_page_draws_the_same(file: Path, tmp_path: Path) -> None:
    done = recomputed(file, tmp_path)
    document, _ = read(file.name, file.read_bytes())
    assert document
    shown = rounds.draw(document, file.stem).revealed
    assert shown
    lines = [f"{part} {' '.join(ids)}" for part, ids in shown.chosen.items()]
    assert (done.stderr, done.stdout.splitlines()) == ("", lines)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("zj-zhuantang ", "", "other candidates"),
        ("number: 2", "number: 1", "other candidates"),
        ("secret: 2", "secret: 3", "another secret"),
        ("value: 03", "value: 04", "another result"),
        (
            "    zj-hangzhou: zj-taihuyuan zj-sandun",
            "    zj-hangzhou: zj-sandun zj-taihuyuan",
            "another",
        ),
    ],
)
def test_the_script_of_the_page_refuses_what_was_changed(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    file = next(one for one in DRAWS if one.stem == "december-townships")
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    (tmp_path / "draw.yaml").write_text(text.replace(old, new), encoding="utf-8")
    done = recomputed(tmp_path / "draw.yaml", tmp_path)
    assert done.returncode == 1
    assert words in done.stderr

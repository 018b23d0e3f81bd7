"""What a publication costs does not grow with what was published before."""

import json
import warnings
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bulletin.compare.rescore import rescored
from bulletin.language import CHINESE
from bulletin.model.month import Month
from bulletin.model.seal import Correction
from bulletin.pages import Edition, render
from bulletin.problem import Place
from bulletin.publish import downloads, program, site, versions
from bulletin.repository import opened as repository
from bulletin.repository import readings
from bulletin.repository.opened import open_repository
from bulletin.repository.until import until
from bulletin.review.version_window import open_version, shown
from bulletin.scoring import month as one_month
from bulletin.text import UserText
from bulletin.view.trail import NONE

from bench.repo import SCHEME, commit, make

ROOT = Path(__file__).parents[3]


class Scored(Counter[str]):
    """Counts how often each month is scored, as it is and under other settings."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        """Count in every place that scores."""
        super().__init__()
        for place in (one_month, repository):
            patch.setattr(place, "work", self._counted(place.work))
        patch.setattr(readings, "rescored", self._counted_again(rescored))

    def _counted(self, work: Any) -> Any:  # noqa: ANN401
        def counted(ctx: Any) -> Any:  # noqa: ANN401
            self[ctx.month.month] += 1
            return work(ctx)

        return counted

    def _counted_again(self, score: Any) -> Any:  # noqa: ANN401
        def counted(before: Any, *how: Any) -> Any:  # noqa: ANN401
            self[f"{before.ctx.month.month} tried"] += 1
            return score(before, *how)

        return counted


def empty(out: Path, **_: object) -> None:
    """Make a site of one page: MkDocs scores nothing."""
    (out / "site").mkdir()
    (out / "site" / "index.html").write_text(out.name, "utf-8")


@pytest.fixture
def counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Counter[str]]:
    """How often each month was scored in the publication of each of five months."""
    make(tmp_path, 3, 5, 1)
    commit(tmp_path, "2018-05")
    monkeypatch.setattr(versions, "_PROGRAM", ())
    monkeypatch.setattr(site, "convert", empty)
    found: list[Counter[str]] = []
    for number in range(1, 6):
        with monkeypatch.context() as patch, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # other people's packages
            scored = Scored(patch)
            versions.publish(tmp_path, f"2018-{number:02}")
        found.append(scored)
    return found


def test_a_publication_scores_each_earlier_month_once(counts: list[Counter[str]]) -> None:
    """The month itself is scored to be verified too, and under the options of its readings."""
    third, fifth = counts[2], counts[4]
    assert [third[f"2018-{n:02}"] for n in (1, 2, 4, 5)] == [1, 1, 1, 1]
    assert [fifth[f"2018-{n:02}"] for n in (1, 2, 3, 4)] == [1, 1, 1, 1]
    assert third["2018-03"] == fifth["2018-05"]
    assert third["2018-03 tried"] == fifth["2018-05 tried"] > 0
    assert [key for key in fifth if key.endswith("tried")] == ["2018-05 tried"]


def test_a_publication_reads_and_shows_a_year_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of 15 months the first is left out; whether it was read makes no difference to any byte."""
    root = tmp_path / "repo"
    make(root, 3, 15, 1)
    commit(root, "2019-03")
    monkeypatch.setattr(site, "convert", empty)
    part, whole = open_version(root, "2019-02"), open_repository(root)
    left = [m for m, held in part.book.assessments[SCHEME].months.items() if not held.findings]
    assert left == ["2018-01"]
    for name, opened in (("part", part), ("whole", whole)):
        (tmp_path / name).mkdir()
        site.build_version(root, opened, "2019-02", tmp_path / name)
    made, again = (contents(tmp_path / name) for name in ("part", "whole"))
    assert made == again
    listed = made[f"pages/{SCHEME}/index.md"].decode()
    assert "2018年1月通报" not in listed
    assert "2018年2月通报" in listed
    assert (
        "这里列最近一年的通报，更早的见往年最后一期："
        f'<a href="../../2018-12/{SCHEME}/2018-12/index.html">2018年12月</a>。' in listed
    )


def contents(folder: Path) -> dict[str, bytes]:
    """The pages and feeds that were written."""
    files = (path for top in ("pages", "feeds") for path in (folder / top).rglob("*"))
    return {str(p.relative_to(folder)): p.read_bytes() for p in files if p.is_file()}


def test_a_version_shows_corrected_months_and_those_before_them() -> None:
    wrong = Correction(1, UserText("录错"), UserText("复核"), "0" * 40, Place("1.yaml"))
    months = [f"{2018 + n // 12}-{n % 12 + 1:02}" for n in range(16)]
    held = {m: Month("a", m, corrections=(wrong,) if m == "2018-02" else ()) for m in months}
    assessment = replace(open_repository(ROOT).book.assessments[SCHEME], months=held)
    assert shown(assessment, "2019-04") == ("2018-01", "2018-02", *months[3:])
    assert shown(assessment, "2018-04") == tuple(months[:4])


def test_awards_are_tried_in_the_month_that_decides_them() -> None:
    """The scheme names August to December of 2017."""
    opened = open_repository(ROOT)
    for month, says in (("2017-11", True), ("2017-12", False)):
        then = until(opened, month)
        tried = site.tried(ROOT, then)[SCHEME]
        assert any(trial.won or trial.lost for trial in tried) is not says
        edition = site.edition_of(then, SCHEME, NONE, {SCHEME: tried})
        made = render(then.book.site, [edition], program.templates())
        words = made[f"{SCHEME}/readings.md"]
        assert ("评优影响在年度最后一个月试算" in words) is says
        assert ("名次和评优都不变" in words) is not says


def test_a_version_lists_the_records_of_its_year_and_of_corrected_months(tmp_path: Path) -> None:
    """Thirteen months, of which March was corrected: its pages are in this version."""
    make(tmp_path, 2, 13, 1)
    opened = open_repository(tmp_path)
    whole = site.edition_of(opened, SCHEME, NONE, {})
    past = frozenset(m for m in whole.months if m not in {"2018-03", "2019-01"})
    version = replace(whole, elsewhere=past)
    assert version.told == ("2018-03", "2019-01")
    assert version.earlier == ("2018-12",)
    assert (whole.told, whole.earlier) == (whole.months, ())
    assert _months(version, "findings") == {"2018-03", "2019-01"}
    assert _months(whole, "findings") == set(whole.months)
    unit = version.assessed[0].id
    assert _months(version, f"units/{unit}", "months") == set(whole.months)
    made = render(opened.book.site, [version], program.templates())
    words = "明细只列本年度，往年的见各年最后一期："
    assert (
        f'{words}<a href="../2018-12/index.html">2018年12月</a>'
        in made[f"{SCHEME}/units/{unit}.md"]
    )


def _months(edition: Edition, page: str, table: str = "findings") -> set[str]:
    """The months that a download names."""
    content = downloads.files([edition], CHINESE)[f"{SCHEME}/{page}.json"]
    return {row["month"] for row in json.loads(content)[table]}

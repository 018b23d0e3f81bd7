"""Where a recheck is recorded when months are sealed."""

from datetime import date
from pathlib import Path

import pytest
from bulletin.record.recheck import FoundAgain, found_again, mended
from bulletin.record.refusal import RefusedError
from bulletin.repository.opened import open_repository

from tests.unit.review.sealed import Sealed


def test_what_was_seen_in_a_sealed_month_goes_to_the_next_open_one(tmp_path: Path) -> None:
    repo = Sealed(tmp_path, "2017-08")
    assessment = open_repository(repo.root).book.assessments["demo"]
    finding = assessment.months["2017-08"].findings["jy-02"]
    path, _ = mended(assessment, finding, date(2017, 8, 30))
    assert path == "data/schemes/demo/2017-09/rechecks/2017-08/jy-02.yaml"
    path, data = found_again(assessment, finding, date(2017, 8, 30), FoundAgain())
    assert path == "data/schemes/demo/2017-09/findings/jiaoyu/jy-02-r2.yaml"
    assert (data["date"], data["repeats"]) == ("2017-08-30", "2017-08/jy-02")


def test_where_all_is_sealed_there_is_no_place_for_it(tmp_path: Path) -> None:
    repo = Sealed(tmp_path, "2017-08", "2017-09")
    assessment = open_repository(repo.root).book.assessments["demo"]
    with pytest.raises(RefusedError) as refused:
        mended(assessment, assessment.months["2017-08"].findings["jy-02"], date(2017, 9, 12))
    assert str(refused.value).startswith("2017-09 已经封存，还没有以后的月份可以记录")


def test_a_withdrawn_discovery_keeps_its_file(tmp_path: Path) -> None:
    repo = Sealed(tmp_path, "2017-08")
    there = repo.text("2017-08/findings/jiaoyu/jy-02.yaml").replace("2017-08-", "2017-09-")
    withdrawn = "repeats: 2017-08/jy-02\nwithdrawn: {date: 2017-09-12, reason: 记错了}\n"
    repo.write("2017-09/findings/jiaoyu/jy-02-r2.yaml", there + withdrawn)
    assessment = open_repository(repo.root).book.assessments["demo"]
    finding = assessment.months["2017-08"].findings["jy-02"]
    path, _ = found_again(assessment, finding, date(2017, 9, 20), FoundAgain())
    assert path == "data/schemes/demo/2017-09/findings/jiaoyu/jy-02-r3.yaml"

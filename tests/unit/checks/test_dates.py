import pytest

from tests.cases import Repo

SECOND = "2017-08/findings/jiaoyu/jy-02.yaml"


@pytest.mark.parametrize(
    ("day", "good"),
    [
        ("2017-06-30", False),
        ("2017-07-01", True),
        ("2017-09-30", True),
        ("2017-10-01", False),
    ],
)
def test_a_finding_is_at_most_a_month_away(repo: Repo, day: str, *, good: bool) -> None:
    repo.change(SECOND, "date: 2017-08-21", f"date: {day}")
    found = f"F022 发现日期必须在 2017-07-01 至 2017-09-30 之间，此处为 {day}"
    assert repo.found() == ([] if good else [found])


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("ordered: {due: 2017-08-20}", "整改期限不得早于发现日期 2017-08-21，此处为 2017-08-20"),
        ("ordered: {due: 2017-08-21}", None),
        ("ordered: {note: 立即整改}", None),
        (
            "rectified: {date: 2017-08-20}",
            "整改完成日期不得早于发现日期 2017-08-21，此处为 2017-08-20",
        ),
        (
            "withdrawn: {date: 2017-08-20, reason: 误记}",
            "撤回日期不得早于发现日期 2017-08-21，此处为 2017-08-20",
        ),
        (
            "appeal: {filed: 2017-08-20, grounds: 不实}",
            "申诉日期不得早于发现日期 2017-08-21，此处为 2017-08-20",
        ),
    ],
)
def test_what_follows_is_not_earlier(repo: Repo, more: str, found: str | None) -> None:
    repo.write(SECOND, f"{repo.text(SECOND)}{more}\n")
    assert repo.found() == ([] if found is None else [f"F014 {found}"])

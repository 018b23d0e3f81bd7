import pytest

from tests.cases import Repo

ABSENT = "2017-08/participation.yaml"
RUBRIC = "rubrics/2017-08.yaml"


def entries(*rows: str) -> str:
    """Write entries of a unit that has no findings, each given as ``about, status``."""
    return "".join(f"- {{unit: minzheng, {row}, reason: 职能划转}}\n" for row in rows)


def of_participation(repo: Repo, *rows: str) -> list[str]:
    found = repo.write(ABSENT, entries(*rows)).found()
    return [line for line in found if line.startswith("N")]


NO, EXEMPT = "status: not-participating", "status: exempt"
RULE, INNER, OUTER = "rule: delay", 'criterion: "1.1"', 'criterion: "1"'


def test_the_same_unit_may_miss_several_things(repo: Repo) -> None:
    rows = (f"{RULE}, {EXEMPT}", f'criterion: "1.2", {NO}', f"rule: quality, {NO}")
    assert of_participation(repo, *rows) == []


@pytest.mark.parametrize(
    ("outer", "inner", "words"),
    [
        (f"{INNER}, {NO}", f"{RULE}, {EXEMPT}", "“1.1”不参加，这里又写其中的“delay”免予考核"),
        (f"{INNER}, {EXEMPT}", f"{RULE}, {NO}", "“1.1”免予考核，这里又写其中的“delay”不参加"),
        (f"{OUTER}, {NO}", f"{INNER}, {EXEMPT}", "“1”不参加，这里又写其中的“1.1”免予考核"),
        (f"{OUTER}, {NO}", f"{RULE}, {EXEMPT}", "“1”不参加，这里又写其中的“delay”免予考核"),
        (NO, f"{OUTER}, {EXEMPT}", "当月全部内容不参加，这里又写其中的“1”免予考核"),
        (EXEMPT, "rule: quality", "当月全部内容免予考核，这里又写其中的“quality”不参加"),
    ],
)
@pytest.mark.parametrize("line", [1, 2])
def test_entries_do_not_contradict_each_other(
    repo: Repo, outer: str, inner: str, words: str, line: int
) -> None:
    """Whichever stands first, the inner one is reported, with the line of the other."""
    rows = (outer, inner) if line == 1 else (inner, outer)
    told = f"N005 同一单位的不参评情况不得互相抵触，第 {line} 行写{words}"
    assert of_participation(repo, *rows) == [told]


def test_of_three_entries_each_is_held_against_the_next_one(repo: Repo) -> None:
    found = of_participation(repo, NO, f"{INNER}, {EXEMPT}", f"{RULE}, {EXEMPT}")
    told = "第 1 行写当月全部内容不参加，这里又写其中的“1.1”免予考核"
    assert found == [
        f"N005 同一单位的不参评情况不得互相抵触，{told}",
        "N006 第 2 行已写“1.1”免予考核，不必再写其中的“delay”",
    ]


def test_entries_of_different_units_have_nothing_to_do_with_each_other(repo: Repo) -> None:
    other = f"- {{unit: jiaoyu, {RULE}, {EXEMPT}, reason: 涉密}}\n"
    repo.write(ABSENT, entries(f"{INNER}, {NO}") + other)
    assert [line for line in repo.found() if line.startswith("N")] == []


# --- the way that is not stated ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "points"),
    [
        ((INNER,), "12"),  # 办事指南 12
        ((OUTER,), "20"),  # 办事指南 12 + 社会评价 8
        ((RULE,), None),  # two other rules of 办事指南 are left
        (("rule: satisfaction-below",), "8"),  # the only rule of 社会评价
        (('criterion: "2"',), None),  # what is earned is not kept by an exemption either
        (("rule: quality",), None),
        ((f"{INNER}, {NO}",), None),
        ((f"{INNER}, {EXEMPT}",), None),
        (("",), None),  # the whole month: there is no total, which nobody overlooks
    ],
)
def test_an_entry_that_costs_points_says_how_it_is_meant(
    repo: Repo, rows: tuple[str, ...], points: str | None
) -> None:
    rows = tuple(row or "criterion:" for row in rows)
    text = entries(*rows).replace("criterion:, ", "")
    found = [line for line in repo.write(ABSENT, text).found() if line.startswith("N")]
    about = rows[0].partition(": ")[2].strip('"')
    told = f"N007 没有写 status 的按不参加计，总分不折算，市民政局 因此少 {points} 分（“{about}”）"
    assert found == ([] if points is None else [told])


def test_rules_one_by_one_may_leave_nothing(repo: Repo) -> None:
    """市民政局 has no windows, so window-missing is not for it; the last two leave nothing."""
    found = of_participation(repo, "rule: guide-incomplete", RULE)
    assert found == [
        "N007 没有写 status 的按不参加计，总分不折算，市民政局 因此少 12 分（“guide-incomplete”）",
        "N007 没有写 status 的按不参加计，总分不折算，市民政局 因此少 12 分（“delay”）",
    ]


def test_points_are_those_of_the_total(repo: Repo) -> None:
    """12 of 20 are worth 6 of the total, where the 20 count as 10."""
    repo.change(RUBRIC, "    points: 20\n", "    points: 10\n    out_of: 20\n")
    (found,) = of_participation(repo, INNER)
    assert "因此少 6 分" in found


def test_where_totals_are_normalised_nothing_is_lost(repo: Repo) -> None:
    repo.write(RUBRIC, repo.text(RUBRIC) + "totals:\n  normalise: participating\n")
    assert of_participation(repo, INNER) == []


# --- what is recorded of those who do not take part -------------------------------------------


def test_a_measurement_of_who_does_not_take_part(repo: Repo) -> None:
    repo.write(ABSENT, entries(f'criterion: "1.2", {NO}', f"rule: reports-rank, {NO}"))
    told = (
        "M011 填报的数据当月应当有计分办法使用，participation.yaml 写明"
        "市民政局不参评用到这些数据的内容：群众满意率、报送信息数"
    )
    assert repo.found() == [told]


def test_a_mark_of_who_does_not_take_part(repo: Repo) -> None:
    repo.write(ABSENT, f"- {{unit: jiaoyu, rule: quality, {NO}, reason: 没有任务}}\n")
    assert repo.found() == [
        "K008 登记的评分应当计分，participation.yaml 第 1 行写明 市教育局 不参评 quality",
    ]


def test_a_rule_that_is_not_there(repo: Repo) -> None:
    assert repo.change(ABSENT, "rule: quality", "rule: qualities").found() == [
        "N003 计分办法必须在当月的评分细则里，没有 qualities"
    ]

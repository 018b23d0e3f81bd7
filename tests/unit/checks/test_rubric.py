import pytest

from tests.cases import Repo

RUBRIC = "rubrics/2017-08.yaml"


def test_children_add_up_to_out_of_where_there_is_one(repo: Repo) -> None:
    repo.change(RUBRIC, "    points: 20\n", "    points: 15\n    out_of: 20\n")
    assert repo.found() == []


def test_a_wrong_sum_is_shown_in_full(repo: Repo) -> None:
    repo.change(RUBRIC, "    points: 20\n", "    points: 15\n    out_of: 25\n")
    assert repo.found() == ["R003 下级分值之和必须等于 25，实际为 12 + 8 = 20"]


def test_a_mismatch_explains_a_wrong_sum(repo: Repo) -> None:
    repo.change(
        RUBRIC, "    points: 20\n", "    points: 25\n    mismatch: 原文写25分，各项合计20分\n"
    )
    assert repo.found() == []


def test_points_below_a_heading_count_for_the_node_above_it(repo: Repo) -> None:
    old = '      - id: "1.2"\n        title: 社会评价\n        points: 8\n        rules:\n'
    text = repo.text(RUBRIC)
    head, tail = text.split(old)
    rule, rest = tail.split('  - id: "2"')
    inner = old.replace("\n", "\n    ").rstrip(" ").replace("  - id", "      - id", 1)
    heading = '      - id: "1.x"\n        title: 评价\n        criteria:\n'
    moved = "".join(f"    {line}\n" for line in rule.splitlines())
    repo.write(RUBRIC, f'{head}{heading}{inner}{moved}  - id: "2"{rest}')
    assert repo.found() == []


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("judge: {points: 3}", []),
        (
            "void: criterion",
            ["R007 在考核内容里得分或清零的计分办法，上面必须有分值，extra 的上级都没有"],
        ),
        (
            "rank: {points: 3, metric: reports, best: highest, lose: 1}",
            ["R007 在考核内容里得分或清零的计分办法，上面必须有分值，extra 的上级都没有"],
        ),
    ],
)
def test_what_may_stand_under_no_points(repo: Repo, action: str, expected: list[str]) -> None:
    head = "\n      - id: extra\n        text: 附加\n        clause: 第九条\n        "
    repo.change(RUBRIC, "\nmodifiers:", f"{head}{action}\nmodifiers:")
    assert repo.found() == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "earn: {points: 2, metric: on-time, met: true}",
            "earn: {points: 0.5, metric: reports, per: 条}",
        ),
        ("judge: {points: 3}", "tiers: {names: {好: 1}, sign: earn, per: subject}"),
        ("judge: {points: 3}", "judge: {points: 4}"),
    ],
)
def test_full_points_can_be_reached(repo: Repo, old: str, new: str) -> None:
    repo.change(RUBRIC, old, new)
    assert [line for line in repo.found() if line.startswith("R015")] == []


def test_full_points_that_are_out_of_reach_in_one_month(repo: Repo) -> None:
    repo.change(
        RUBRIC, "judge: {points: 3}", "judge: {points: 3}\n        months:\n          - 2017-08"
    )
    assert repo.found() == ["R015 满分 10 应当能够得到，2017-09 最多只能得 7"]


def test_a_mismatch_explains_what_is_out_of_reach(repo: Repo) -> None:
    repo.change(RUBRIC, "judge: {points: 3}", "judge: {points: 2}")
    repo.change(RUBRIC, "    points: 10\n", "    points: 10\n    mismatch: 原文只列出9分\n")
    repo.change("2017-08/marks.yaml", "points: 3", "points: 2")
    repo.change("2017-08/marks.yaml", "points: 2.5", "points: 2")
    assert repo.found() == []


NEW = '  - id: "3"\n    title: 加分\n'


def with_criterion(repo: Repo, *lines: str) -> list[str]:
    """Put a criterion of 5 points before the last one."""
    body = "".join(f"    {line}\n" for line in lines)
    repo.change(RUBRIC, NEW, f'  - id: "4"\n    title: 口碑\n    points: 5\n{body}{NEW}')
    return repo.found()


RULELESS = "R028 有分值的考核内容必须有计分办法，“4”（口碑）的 5 分没有办法得到"
AWARD = "{id: more, text: 加分, clause: 第九条, award: {points: 1, per: 条}}"
VOID = "{id: late, text: 滞后不得分, clause: 第九条, void: criterion}"
DEDUCT = "{id: less, text: 扣分, clause: 第九条, deduct: {points: 1, per: 条}}"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ((), [RULELESS]),
        (("mismatch: 文件没有写",), [RULELESS]),  # an explanation gives no points
        (("attainable: 0",), []),
        (
            ('criteria: [{id: "4.1", title: 标题}]',),
            [RULELESS, "R006 考核内容应当有计分办法或下级内容，“4.1”（标题）都没有"],
        ),
        ((f'criteria: [{{id: "4.1", title: 标题, rules: [{DEDUCT}]}}]',), []),
        ((f"rules: [{VOID}]",), []),  # a void takes points: it starts with full marks
        (
            (f"rules: [{AWARD}]",),
            ["R030 只有加分办法的内容人人按满分起算，“4”（口碑）的 5 分应当写明"],
        ),
        ((f"rules: [{AWARD}]", "note: 按满分起算"), []),
        ((f"rules: [{AWARD}]", "attainable: 0"), []),
        (
            (f"rules: [{VOID}, {DEDUCT}]", "attainable: 0"),
            ["R029 写了 attainable: 0 的内容不得再有计分的办法，“4”有 late、less"],
        ),
        (
            ('criteria: [{id: "4.1", title: 部分, points: 5, attainable: 0}]', "attainable: 0"),
            ["R029 写了 attainable: 0 的内容不得再有计分的办法，“4”有 4.1"],
        ),
    ],
)
def test_points_never_earn_themselves(repo: Repo, lines: tuple[str, ...], found: list[str]) -> None:
    assert with_criterion(repo, *lines) == found


def test_siblings_that_earn_do_not_hide_a_criterion_without_rules(repo: Repo) -> None:
    judged = "{id: j, text: 评定, clause: 九, judge: {points: 2}}"
    parts = (
        '{id: "4.1", title: 部分, points: 3}',
        f'{{id: "4.2", title: 其余, points: 2, rules: [{judged}]}}',
    )
    found = with_criterion(repo, f"criteria: [{', '.join(parts)}]", "mismatch: 文件没有写怎样得分")
    assert [line for line in found if line.startswith("R028")] == [
        "R028 有分值的考核内容必须有计分办法，“4.1”（部分）的 3 分没有办法得到"
    ]


def test_only_a_criterion_with_points_can_have_them_out_of_reach(repo: Repo) -> None:
    repo.change(RUBRIC, NEW, f"{NEW}    attainable: 0\n")
    told = "写了 attainable 就必须写 points，此处写了：id、title、attainable、rules"
    assert repo.found() == [f"S008 criteria › 第 3 项 {told}"]

"""What the contract leaves open may be written in any plain way; good practice is a hint."""

import pytest
from bulletin.load import read
from bulletin.repository.opened import open_repository
from bulletin.review.problems import review

from tests.cases import Repo

RUBRIC = "rubrics/2017-08.yaml"
SECOND = "2017-08/findings/jiaoyu/jy-02.yaml"
THIRD = "2017-09/findings/jiaoyu/jy-01.yaml"
SCHEME = "scheme.yaml"
CITY = "data/units/city.yaml"
SOURCES = """sources:
  - id: monthly-check
    title: 每月考核
  - id: provincial-inspection
    title: 省级督查
"""
METHODS = """methods:
  - id: undercover
    title: 暗访
  - id: undercover-ask
    title: 暗访询问
    parent: undercover
"""
FLAGS = "flags:\n  - id: merit\n    title: 取消评优资格\n"
GROUPS = "groups:\n  - id: departments\n    title: 部门\n    kind: department\n"
APPEAL = """appeal:
  filed: 2017-09-25
  grounds: 其中一项当日已经补上
  decision: amended
  decided: 2017-09-28
  reason: 情况属实
  count: 1
"""


@pytest.mark.parametrize(
    ("path", "old", "new", "codes"),
    [
        (
            RUBRIC,
            "            text: 拖延的，按程度扣分\n            clause: 第三条\n",
            "",
            ["R024"],
        ),
        (RUBRIC, "        title: 办事指南\n", "", ["R024"]),
        (RUBRIC, "    text: 省级督查发现的加倍\n", "", []),
        (RUBRIC, "    title: 报送信息数\n", "", []),
        (RUBRIC, "    question: 重复几次怎样加倍？\n    chosen: 逐次加倍\n", "", []),
        (RUBRIC, "title: 考核细则\n", "", []),
        (RUBRIC, "    type: yes-no\n", "", []),  # the rule that asks says so
        (RUBRIC, "metric: on-time, met: true", "metric: on-time, met: yes", []),
        (RUBRIC, "metric: on-time, met: true", "metric: on-time, equals: yes", []),
        (RUBRIC, "best: highest, lose: 1", "best: highest, lose_share: 0.2", []),
        (
            RUBRIC,
            "              tags:\n                - with-services\n",
            "              tags: with-services\n",
            [],
        ),
        (RUBRIC, "          - minzheng\n", "          - nobody\n", ["R027"]),
        (
            RUBRIC,
            "            exempt_reasons:\n              - 省定模板\n",
            "            exempt_reasons: 省定模板\n",
            [],
        ),
        (
            RUBRIC,
            "    sources:\n      - provincial-inspection\n",
            "    sources: provincial-inspection\n",
            [],
        ),
        (RUBRIC, "award: {points: 1, once_per: subject}", "award: {points: 1}", []),
        (
            RUBRIC,
            "award: {points: 1, once_per: subject}",
            "award: {points: 1, per: 项, once: true}",
            [],
        ),
        (
            RUBRIC,
            "            clause: 第三条\n",
            "            clause: 第三条\n            status: provisional\n",
            ["R025"],
        ),
        (
            RUBRIC,
            "            clause: 第三条\n",
            "            clause: 第三条\n            from: 2017-08\n            until: 2017-09\n",
            [],
        ),
        (RUBRIC, "{严重: 4, 一般: 2}", '{"严重（*）": 4, 一般: 2}', []),
        (RUBRIC, "deduct: {points: 1, per: 项}", "deduct: {points: 1, per: 项, once: true}", []),
        (SCHEME, SOURCES, "", ["B015"]),
        (SCHEME, METHODS, "", ["B015"]),
        (SCHEME, FLAGS, "", ["B015"]),
        (SCHEME, SOURCES, "sources: [monthly-check, provincial-inspection]\n", []),
        (
            SCHEME,
            SOURCES,
            "sources: {monthly-check: 每月考核, provincial-inspection: {title: 省级督查}}\n",
            [],
        ),
        (SCHEME, METHODS, "methods: {undercover-ask: {parent: undercover}}\n", []),
        (SCHEME, FLAGS, "flags: {merit: 取消评优资格}\n", []),
        (SCHEME, GROUPS, "groups: {departments: {kind: department}}\n", []),
        (
            SCHEME,
            "title: 专项考核办法\n",
            "title: 专项考核办法\norganisers: 市跑改办\nfeeds: {平安考核: 0.1}\n",
            [],
        ),
        (SCHEME, "  - id: good\n    title: 良好\n", "  - title: 良好\n", []),
        (SCHEME, "    top: 20%\n", "    top: 0.2\n", []),
        (SCHEME, "    top: 20%\n", "    top: 1\n", []),
        (SCHEME, "title: 专项考核办法\n", "", []),
        (CITY, "  until: 2017-06\n", "  until: 2017-06-30\n", []),
        (CITY, "  name: 市档案局\n  kind: office\n", "  name: 市档案局\n", []),
        ("data/site.yaml", "title: 改革督查通报\npublisher: 市跑改办\n", "demo: true\n", []),
        (THIRD, APPEAL, "appeal: {filed: 2017-09-25}\n", ["F025"]),
        (THIRD, APPEAL, "appeal: {decision: upheld}\n", ["F025"]),
        (THIRD, APPEAL, APPEAL + "withdrawn: {}\n", ["F025"]),
        (THIRD, "ordered:\n  due: 2017-10-20\n", "ordered: true\n", []),
        (THIRD, "ordered:\n  due: 2017-10-20\n", "ordered: yes\n", []),
        (THIRD, "count: 2\n", "count: 2\nevidence: 台账\n", []),
        (SCHEME, "months:\n  from: 2017-08\n  until: 2017-09\n", "", []),
        (
            RUBRIC,
            "            clause: 第四条\n",
            "            clause: 第四条\n            months: 2017-08\n",
            ["M011", "R016"],
        ),
        (SECOND, "tier: 一般\n", "tier: 一般\nmethod: self-report\n", []),
        (
            SECOND,
            "tier: 一般\n",
            "tier: 一般\nevidence: [{ref: 台账3}, {title: 录音}, {kind: 照片}]\n",
            [],
        ),
        ("2017-08/measurements.yaml", "source: monthly-check", "source: 市审管办", []),
    ],
)
def test_a_plain_way_of_writing_is_taken(
    repo: Repo, path: str, old: str, new: str, codes: list[str]
) -> None:
    repo.change(path, old, new)
    checked = review(repo.root)
    assert [p.code for p in checked.problems] == codes
    assert checked.is_good


def test_a_month_for_a_date_is_its_first_or_last_day(repo: Repo) -> None:
    line = "            clause: 第三条\n"
    span = "            from: 2017-08\n            until: 2017-09\n"
    book, _ = read(repo.change(RUBRIC, line, line + span).root)
    rule = book.assessments["demo"].rubrics["2017-08"].rules["delay"]
    assert (str(rule.since), str(rule.until)) == ("2017-08-01", "2017-09-30")


def test_a_number_below_one_is_a_share_and_a_whole_one_a_number(repo: Repo) -> None:
    part = read(repo.change(SCHEME, "top: 20%", "top: 0.2").root)[0].assessments["demo"]
    whole = read(repo.change(SCHEME, "top: 0.2", "top: 2").root)[0].assessments["demo"]
    found = [(str(a.share), a.places) for s in (part, whole) for a in s.scheme.awards]
    assert found == [("1/5", None), ("None", 2)]


def test_what_is_listed_must_be_in_the_list(repo: Repo) -> None:
    repo.change(SCHEME, FLAGS, "flags: [merits]\n")
    repo.change(SECOND, "tier: 一般\n", "tier: 一般\nmethod: telepathy\n")
    assert [p.code for p in open_repository(repo.root).problems] == ["F011", "B005", "B005"]


def test_a_flag_that_is_not_listed_is_raised(repo: Repo) -> None:
    opened = open_repository(repo.change(SCHEME, FLAGS, "").root)
    jiaoyu = opened.scores("demo")["2017-08"].unit("jiaoyu")
    assert jiaoyu is not None
    assert jiaoyu.flags == ("merit",)


def test_a_growth_that_is_only_ranked_may_be_any_percentage(repo: Repo) -> None:
    repo.change(RUBRIC, "    title: 报送信息数\n", '    title: 增幅\n    unit: "%"\n')
    repo.change("2017-08/measurements.yaml", "jiaoyu: 7", "jiaoyu: -120")
    assert repo.found() == []

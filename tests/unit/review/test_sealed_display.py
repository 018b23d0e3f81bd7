"""What readers see of a sealed month, beside its scores, does not change without a word."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bulletin.review.impact import impact
from bulletin.review.problems import review

from tests.unit.review.sealed import Sealed

UNITS, SITE = "data/units/city.yaml", "data/site.yaml"
SCHEME = "data/schemes/demo/scheme.yaml"
RUBRIC = "data/schemes/demo/rubrics/2017-08.yaml"
AUGUST, BOTH = "demo 2017-08", "demo 2017-08、demo 2017-09"
CHANGED = f"Z010 {BOTH} 封存以后，读者看到的内容有改动："


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    """Both months sealed, so that the year is decided."""
    return Sealed(tmp_path_factory.mktemp("shown") / "repo", "2017-08", "2017-09")


@pytest.fixture(autouse=True)
def whole(repo: Sealed) -> Iterator[None]:
    """Every test leaves the repository as it was."""
    yield
    repo.restore()


def told(repo: Sealed) -> list[str]:
    """What ``check`` says of sealed months."""
    return [f"{p.code} {p.message}" for p in review(repo.root).problems if p.code[0] == "Z"]


# Each kind of visible change, with what is told of it.
CHANGES: dict[str, tuple[str, str, str, str]] = {
    "name": (
        UNITS, "name: 市教育局", "name: 市教育委",
        "单位 jiaoyu（市教育委）的单位名称封存时为“市教育局”，现为“市教育委”",
    ),
    "alias": (
        UNITS, "市语委办", "市语言委",
        "单位 jiaoyu（市教育局）的别名、挂牌名称封存时为“市语委办”，现为“市语言委”",
    ),
    "name of one above": (
        UNITS, "name: 杭州市", "name: 杭城",
        "单位 hangzhou（杭城）的单位名称封存时为“杭州市”，现为“杭城”",
    ),
    "parent": (
        UNITS, "  tags:\n    - with-services\n  parent: hangzhou\n",
        "  tags:\n    - with-services\n  parent: shangcheng\n",
        "单位 jiaoyu（市教育局）的上级单位的标识封存时为“hangzhou”，现为“shangcheng”",
    ),
    "kind of one above": (
        UNITS, "kind: city", "kind: municipality",
        "单位 hangzhou（杭州市）的类别封存时为“city”，现为“municipality”",
    ),
    "title of the scheme": (
        SCHEME, "title: 专项考核办法", "title: 综合考核办法",
        "考核办法的考核办法名称封存时为“专项考核办法”，现为“综合考核办法”",
    ),
    "document": (
        SCHEME, "title: 专项考核办法", "title: 专项考核办法\ndocument: 示范〔2017〕9号",
        "考核办法的文号封存时没有，现为“示范〔2017〕9号”",
    ),
    "group": (
        SCHEME, "title: 部门\n    kind", "title: 市直部门\n    kind",
        "排名分组 departments（市直部门）的分组名称封存时为“部门”，现为“市直部门”",
    ),
    "grade": (
        SCHEME, "title: 良好", "title: 优秀",
        "等次 good（优秀）的等次名称封存时为“良好”，现为“优秀”",
    ),
    "flag": (
        SCHEME, "title: 取消评优资格", "title: 一票否决",
        "取消资格等标记 merit（一票否决）的中文名称封存时为“取消评优资格”，现为“一票否决”",
    ),
    "ties": (
        SCHEME, "groups:", "ties: dense\ngroups:",
        "考核办法的并列名次的排法封存时没有，现为“1、2、2、3”",
    ),
    "title of an award": (
        SCHEME, "title: 先进单位", "title: 优秀单位",
        "年度评优 best（优秀单位）的奖项名称封存时为“先进单位”，现为“优秀单位”",
    ),
    "countback": (
        SCHEME, "    countback: reports-rank\n", "",
        "年度评优 best（先进单位）的成绩相同的再比名次封存时为“reports-rank”，现在没有",
    ),
    "wording": (
        RUBRIC, "text: 拖延的，按程度扣分", "text: 拖延的，按情节扣分",
        "计分办法 delay的内容封存时为“拖延的，按程度扣分”，现为“拖延的，按情节扣分”",
    ),
    "clause": (
        RUBRIC, "clause: 第三条", "clause: 第三十条",
        "计分办法 delay的条款封存时为“第三条”，现为“第三十条”",
    ),
    "title of a criterion": (
        RUBRIC, "title: 办事指南", "title: 服务指南",
        "下级考核内容 1.1（服务指南）的考核内容名称封存时为“办事指南”，现为“服务指南”",
    ),
    "publisher": (
        SITE, "publisher: 市跑改办", "publisher: 市改革办",
        "站点设置的发布机关封存时为“市跑改办”，现为“市改革办”",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_each_kind_is_listed_with_old_and_new(name: str, repo: Sealed) -> None:
    path, old, new, words = CHANGES[name]
    repo.change(path, old, new)
    assert told(repo) == [CHANGED + words]


def test_what_has_no_visible_effect_needs_no_mending(repo: Sealed) -> None:
    """Comments, the order of keys, a unit that is not assessed, what takes effect later."""
    repo.change(UNITS, "  name: 市教育局\n", "  # 说明\n  name: 市教育局\n")
    repo.change(UNITS, "- id: dang-an\n  name: 市档案局\n", "- name: 市档案馆\n  id: dang-an\n")
    repo.change(UNITS, "  kind: office\n", "  kind: office\n  until: 2018-01\n")
    repo.change(UNITS, "  tags:\n", "  until: 2018-06\n  tags:\n")
    later = repo.text(RUBRIC).replace("title: 考核细则", "title: 新细则")
    repo.write("data/schemes/demo/rubrics/2018-01.yaml", later)
    repo.write(SCHEME, repo.text(SCHEME) + "# 完\n")
    same = "封存以后这个文件有改动，得分和读者看到的内容都没有变化"
    assert told(repo) == [f"Z007 {BOTH} {same}"] * 2


def test_a_swap_of_two_names_is_refused_everywhere(repo: Sealed) -> None:
    head = repo.git("rev-parse", "HEAD").strip()
    repo.change(UNITS, "name: 市教育局", "name: 市民政局")
    text = repo.text(UNITS)
    repo.write(UNITS, text.replace("  name: 市民政局\n  kind", "  name: 市教育局\n  kind"))
    codes = ["Z010", "Z012"] * 2
    assert [words[:4] for words in told(repo)] == codes
    one = repo.verified("2017-08")
    assert [words.split(" ")[0] for words in one.wrong] == [f"{UNITS}:{n}:3:" for n in (8, 16)]
    assert len(one.notes) == 2
    effect = impact(repo.root, head, None)
    assert [problem.code for problem in effect.problems] == ["Z012"] * 2
    assert [problem.code for problem in effect.shown] == ["Z010"] * 2


def test_a_name_that_was_free_may_be_given(repo: Sealed) -> None:
    """A unit that has to do with no sealed month gave its name to nobody that readers know."""
    repo.change(UNITS, "name: 市档案局", "name: 市档案馆")
    repo.change(UNITS, "name: 市教育局", "name: 市档案局")
    assert [words[:4] for words in told(repo)] == ["Z010"]


def test_impact_tells_only_what_the_change_brings(repo: Sealed) -> None:
    repo.change(UNITS, "name: 市教育局", "name: 市教育委")
    repo.commit("Rename")
    first = repo.git("rev-parse", "HEAD").strip()
    repo.change(RUBRIC, "clause: 第三条", "clause: 第三十条")
    repo.change(SITE, "publisher: 市跑改办", "publisher: 市改革办")
    found = impact(repo.root, first, None)
    assert [problem.place.path for problem in found.shown] == [RUBRIC, SITE]
    repo.commit("Change")
    again = impact(repo.root, first, repo.git("rev-parse", "HEAD").strip())
    assert [p.message for p in again.shown] == [p.message for p in found.shown]
    repo.git("reset", "--quiet", "--hard", "HEAD^^")


def test_an_open_correction_ends_the_listing(repo: Sealed) -> None:
    head = repo.git("rev-parse", "HEAD").strip()
    repo.change(UNITS, "name: 市教育局", "name: 市教育委")
    for month in ("2017-08", "2017-09"):
        repo.correct(month, "机构改名", "示范〔2017〕8号")
    repo.commit("Rename openly")
    assert told(repo) == []
    repo.git("reset", "--quiet", "--hard", head)


def test_a_publisher_that_was_changed_before_the_seal_is_no_change(tmp_path: Path) -> None:
    other = Sealed(tmp_path / "repo")
    other.change(SITE, "publisher: 市跑改办", "publisher: 市改革办")
    other.commit("Change")
    other.seal("2017-08")
    assert told(other) == []
    other.change(SITE, "publisher: 市改革办", "publisher: 市跑改办\ndemo: true")
    (words,) = told(other)
    first, second = words.split("；")
    assert first.endswith("的发布机关封存时为“市改革办”，现为“市跑改办”")
    assert second == "是否为演示数据封存时没有，现为“是”"


def test_another_order_of_the_units_is_told(repo: Sealed) -> None:
    """Units that share a place stand as in the register."""
    text = repo.text(UNITS)
    start, end = text.index("- id: jiaoyu"), text.index("- id: dang-an")
    first, second = text[start:end].split("- id: minzheng")
    moved = f"{text[:start]}- id: minzheng{second}{first}{text[end:]}"
    repo.write(UNITS, moved)
    order = "单位名册的次序封存时为“市教育局、市民政局”，现为“市民政局、市教育局”"
    assert told(repo) == [CHANGED + order]


def test_a_unit_in_another_register_is_told(repo: Sealed) -> None:
    text = repo.text(UNITS)
    start = text.index("- id: shangcheng")
    end = text.index("- id: jiaoyu")
    repo.write(UNITS, text[:start] + text[end:])
    repo.write("data/units/counties.yaml", text[start:end])
    (words,) = [words for words in told(repo) if "名册封存时为" in words]
    assert words.endswith("名册封存时为“data/units/city.yaml”，现为“data/units/counties.yaml”")


# --- awards ----------------------------------------------------------------------------------


AWARDS: dict[str, tuple[Callable[[str], str], tuple[str, ...]]] = {
    "more places": (
        lambda text: text.replace("top: 20%", "top: 100%"),
        ("名额封存时为 0，现为 2", "获奖单位封存时为无，现为“市民政局”"),
    ),
    "nobody barred": (
        lambda text: text.replace("    barred_by:\n      - merit\n", ""),
        ("市教育局取消资格的标记封存时为merit，现为没有",),
    ),
    "a new award": (
        lambda text: f"{text}  - id: more\n    title: 鼓励奖\n    of: sum\n    top: 2\n",
        ("封存时没有这项评优，现在获奖单位为“市教育局、市民政局”",),
    ),
    "no award": (
        lambda text: text[: text.index("awards:")],
        ("封存时获奖单位为无，现在没有这项评优",),
    ),
}


@pytest.mark.parametrize("name", AWARDS)
def test_the_award_of_a_sealed_year_does_not_change(name: str, repo: Sealed) -> None:
    change, words = AWARDS[name]
    repo.write(SCHEME, change(repo.text(SCHEME)))
    (found,) = [problem for problem in review(repo.root).problems if problem.code == "Z011"]
    assert found.message.partition("不得改变：")[2].split("；") == list(words)
    assert "bulletin correct demo 2017-09" in found.hint


def test_while_a_month_is_open_a_setting_is_only_listed(tmp_path: Path) -> None:
    other = Sealed(tmp_path / "repo", "2017-08")
    other.change(SCHEME, "top: 20%", "top: 100%")
    assert [(words[:4], AUGUST in words) for words in told(other)] == [("Z010", True)]


def test_a_year_is_not_opened_again_by_another_month(repo: Sealed) -> None:
    """What decided the year is the month that the sealed scheme names last."""
    repo.change(SCHEME, "until: 2017-09", "until: 2017-10")
    repo.change(SCHEME, "top: 20%", "top: 100%")
    repo.write("2017-10/README.md", "")
    assert [words[:4] for words in told(repo) if "Z011" in words] == ["Z011"]


def test_a_correction_of_the_last_month_allows_another_award(repo: Sealed) -> None:
    head = repo.git("rev-parse", "HEAD").strip()
    repo.change(SCHEME, "top: 20%", "top: 100%")
    repo.correct("2017-09", "评优名额改定", "示范〔2017〕9号")
    repo.commit("Correct the award")
    assert [(words[:4], words[5:17]) for words in told(repo)] == [("Z010", AUGUST)]
    repo.git("reset", "--quiet", "--hard", head)

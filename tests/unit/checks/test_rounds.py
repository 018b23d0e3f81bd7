import pytest

from tests.cases import BAD, Repo, laid_over_base

ROUND = "2017-08/rounds/august.yaml"
DRAW = "2017-08/draws/items.yaml"
VISITS = "2017-08/visits/august/group-1.yaml"
DEPARTMENTS = """\
  - id: departments
    title: 抽一个部门
    number: 1
    from:
      kind: department
    each: city
"""


@pytest.fixture
def planned(repo: Repo) -> Repo:
    """A round of two places with a revealed draw of items, and a visit of one that was drawn."""
    laid_over_base(BAD / "D016" / "right", repo.root)
    return repo


def test_the_round_is_right(planned: Repo) -> None:
    assert planned.found() == []


def test_a_place_must_exist_in_the_month(planned: Repo) -> None:
    units = "data/units/city.yaml"
    planned.write(
        units, planned.text(units).replace("name: 上城区\n", "name: 上城区\n  from: 2017-09\n")
    )
    assert "D001 地点当月必须存在，shangcheng（上城区）在 2017-08 不存在" in planned.found()


def test_a_round_begins_near_its_month(planned: Repo) -> None:
    message = "轮次必须在 2017-07-01 至 2017-09-30 之间开始，此处为 2017-06-30"
    assert planned.change(ROUND, "from: 2017-08-21", "from: 2017-06-30").found() == [
        f"D003 {message}"
    ]


def test_a_round_ends_after_it_began(planned: Repo) -> None:
    planned.file(VISITS).unlink()
    planned.change(ROUND, "until: 2017-08-25", "until: 2017-08-20")
    assert planned.found() == ["D003 结束不得早于开始 2017-08-21，此处为 2017-08-20"]


@pytest.mark.parametrize(
    ("old", "new"),
    [("id: change", "id: company"), ("id: food-permit", "id: change")],
)
def test_the_items_of_a_window_are_single(planned: Repo, old: str, new: str) -> None:
    planned.file(DRAW).unlink()
    planned.file(VISITS).unlink()
    name = new.removeprefix("id: ")
    assert planned.change(ROUND, old, new).found() == [
        f"D004 同一列表里标识不得重复，{name} 已经用过"
    ]


def test_a_draw_has_its_id_in_the_whole_month(planned: Repo) -> None:
    planned.write("2017-08/rounds/second.yaml", planned.text(ROUND))
    assert planned.found() == ["D004 当月标识不得重复，items 已经用过"]


def test_there_is_something_to_draw_from(planned: Repo) -> None:
    nothing = DEPARTMENTS.replace("each: city", "each: province")
    planned.write(ROUND, planned.text(ROUND) + nothing)
    message = "抽签必须有可抽的，没有一个地点、一个窗口符合 from 和 each"
    assert planned.found() == [f"D005 {message}"]


def test_units_below_a_place_are_drawn_as_well(planned: Repo) -> None:
    planned.write(ROUND, planned.text(ROUND) + DEPARTMENTS)
    assert planned.found() == []
    planned.change(ROUND, "number: 1", "number: 3")
    assert planned.found() == ["D005 每一份的候选不得少于要抽的 3 个，杭州市只有 2 个"]


def test_the_number_stays_as_promised(planned: Repo) -> None:
    planned.change(ROUND, "number: 2", "number: 1")
    message = "承诺以后不得改动个数和候选，轮次和名册现在与承诺时不同，抽的个数不同"
    assert planned.found() == [f"D007 {message}"]


def test_the_order_of_what_may_be_drawn_is_nothing_but_its_names(planned: Repo) -> None:
    assert planned.change(ROUND, "title: 食品经营许可", "title: 食品许可").found() == []


def test_a_broken_round_is_told_once(planned: Repo) -> None:
    planned.change(ROUND, "title: 8月份督察\n", "")
    assert [line.split(" ")[0] for line in planned.found()] == ["S001"]


def test_visits_need_a_round_and_a_group(planned: Repo) -> None:
    text = planned.text(VISITS)
    planned.file(VISITS).unlink()
    planned.write("2017-08/visits/august/group-9.yaml", text)
    planned.write("2017-08/visits/september/group-1.yaml", text)
    assert planned.found() == [
        "D011 文件名必须是轮次里的一个督察组，august 里没有 group-9",
        "D011 文件夹必须是当月的一个轮次，没有 rounds/september.yaml",
    ]


def test_a_visit_is_to_a_place_of_the_group(planned: Repo) -> None:
    group, other = "2017-08/visits/august/group-2.yaml", "- place: minzheng\n  date: 2017-08-22\n"
    assert planned.write(group, other).found() == [
        "D012 到过的地方必须是本组的地点或在它之下，第二组没有市民政局（minzheng）"
    ]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("window: tax", "D013 窗口必须在轮次里，august 的 windows 里没有 tax"),
        ("item: other", "D013 事项必须在窗口的 items 里，商事登记没有 other"),
    ],
)
def test_a_visit_names_what_the_round_has(planned: Repo, line: str, found: str) -> None:
    written = {"window": "window: business", "item": "item: food-permit"}[line.partition(":")[0]]
    assert planned.change(VISITS, written, line).found() == [found]


def test_a_window_is_visited_for_an_item(planned: Repo) -> None:
    message = "第 1 项 window 和 item 必须一起写，此处写了：place、window、date"
    assert planned.change(VISITS, "  item: food-permit\n", "").found() == [f"S008 {message}"]


def test_a_visit_has_a_known_method(planned: Repo) -> None:
    planned.write(VISITS, planned.text(VISITS) + "  method: by-night\n")
    assert planned.found() == ["F011 检查方式必须先登记，scheme.yaml 的 methods 里没有 by-night"]


def test_nobody_is_named_in_a_round_or_a_visit(planned: Repo) -> None:
    planned.write(VISITS, planned.text(VISITS) + "  note: 联系 13800138000\n")
    planned.change(ROUND, "until: 2017-08-25", "until: 2017-08-25\nabout: 联系 13900139000")
    assert [line.split(" ")[0] for line in planned.found()] == ["C001", "C001"]

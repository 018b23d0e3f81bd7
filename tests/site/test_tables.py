"""Tables under a reader's hands: sorted, filtered, copied, saved; and the list of all findings."""

import csv
import io
import re
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from tests.site.conftest import Visit

pytestmark = pytest.mark.site

SCHEME = "hangzhou-departments"
MONTH = f"{SCHEME}/2017-08/index.html"
LIST = f"{SCHEME}/findings.html"
TABLE = """(table) => {
  document.querySelector('article').innerHTML = '<h1>甲</h1><div class="b-scroll"></div>';
  document.querySelector('.b-scroll').innerHTML = table;
  for (const name of ['cells', 'tables']) {
    const script = document.createElement('script');
    script.async = false;
    script.src = `../../assets/${name}.js?again`;
    document.body.append(script);
  }
}"""
CELLS = (
    ("1.10", "−2", "2017年9月1日", "=1+1"),
    ("1.9", '<data value="1/3">0.33</data>', "2017年10月2日", "<b>12345678901234567890</b>"),
    ("1.2", '<span class="b-state">待报</span>', "—", "b"),
    ("2", "0.3", "2016年12月31日", "—"),
    ("10", "10", "2017年9月10日", "@a"),
)


def rows(table: Locator, column: int) -> list[str]:
    cells = table.locator(f"tbody tr:visible > :nth-child({column})")
    return [text.strip() for text in cells.all_inner_texts()]


def made(visit: Visit) -> Page:
    """A page whose only table has cells of every kind."""
    page = visit().open(MONTH)
    kinds = ("", ' class="b-num"', "", "")
    head = "".join(f"<th{kind}>{name}</th>" for kind, name in zip(kinds, "编分日文", strict=True))
    body = "".join(
        "<tr>" + "".join(f"<td{k}>{c}</td>" for k, c in zip(kinds, row, strict=True)) + "</tr>"
        for row in CELLS
    )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    page.evaluate(TABLE, table)
    expect(page.locator("article .b-tools button")).to_have_count(4)
    return page


@pytest.mark.parametrize(
    ("column", "up", "down"),
    [
        (1, ["1.2", "1.9", "1.10", "2", "10"], ["10", "2", "1.10", "1.9", "1.2"]),
        (2, ["1.10", "2", "1.9", "10", "1.2"], ["10", "1.9", "2", "1.10", "1.2"]),
        (3, ["2", "1.10", "10", "1.9", "1.2"], ["1.9", "10", "1.10", "2", "1.2"]),
    ],
)
def test_each_kind_of_cell_has_its_order_and_what_is_missing_comes_last(
    visit: Visit, column: int, up: list[str], down: list[str]
) -> None:
    page = made(visit)
    button = page.locator(f"article th:nth-child({column}) button")
    orders = []
    for _ in range(3):
        button.click()
        orders.append(rows(page.locator("article table"), 1))
    assert orders == [up, down, [row[0] for row in CELLS]]


def test_ids_sort_by_their_parts(visit: Visit) -> None:
    """1.2 < 1.9 < 1.10 as contents are numbered, where a column holds more than numbers."""
    page = visit().open(MONTH)
    body = "".join(f"<tr><td>{one} 甲</td></tr>" for one in ("1.10", "1.9", "1.2"))
    page.evaluate(TABLE, f"<table><thead><tr><th>编</th></tr></thead><tbody>{body}</tbody></table>")
    page.locator("article th button").click()
    assert rows(page.locator("article table"), 1) == ["1.2 甲", "1.9 甲", "1.10 甲"]


def test_sorting_is_told_and_done_by_keyboard(visit: Visit) -> None:
    page = visit().open(MONTH)
    head = page.locator(".b-ranking th", has_text="单位")
    head.locator("button").focus()
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(page.locator("#b-said")).to_have_text("已按“单位”升序排列")
    page.keyboard.press("Space")
    expect(head).to_have_attribute("aria-sort", "descending")
    page.keyboard.press("Space")
    expect(page.locator(".b-ranking [aria-sort]")).to_have_count(0)
    expect(page.locator("#b-said")).to_have_text("已恢复原来的顺序")


def test_a_long_table_is_filtered(visit: Visit) -> None:
    page = visit().open(MONTH)
    table = page.locator(".b-ranking").first
    number = len(rows(table, 2))
    page.locator(".b-tools input").first.fill("公安")
    assert rows(table, 2) == ["市公安局"]
    expect(page.locator("#b-said")).to_have_text(f"显示1行，共{number}行")


def test_what_is_drawn_is_neither_sorted_nor_saved(visit: Visit) -> None:
    page = visit().open(MONTH)
    expect(page.locator(".b-ranking .b-ends")).to_have_count(1)
    expect(page.locator(".b-ranking .b-ends .b-sort")).to_have_count(0)
    head = saved(page, "CSV").read_text(encoding="utf-8-sig").partition("\n")[0]
    assert head.strip().split(",")[:4] == ["名次", "单位", "总分", "名次变化"]


def test_a_table_with_spans_is_not_sorted(visit: Visit) -> None:
    page = visit().open(f"{SCHEME}/2017-08/shi-gonganju.html")
    expect(page.locator(".b-document")).to_be_visible()
    expect(page.locator(".b-document .b-sort")).to_have_count(0)


def test_a_copied_table_lands_in_cells_and_nothing_runs(visit: Visit) -> None:
    page = made(visit)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("article .b-tools button", has_text="复制").click()
    expect(page.locator("#b-said")).to_have_text("已复制5行")
    assert page.evaluate("navigator.clipboard.readText()").replace("\r", "") == (
        "编\t分\t日\t文\n"
        "1.10\t-2\t2017年9月1日\t'=1+1\n"
        "1.9\t0.33\t2017年10月2日\t12345678901234567890\n"
        "1.2\t待报\t—\tb\n"
        "2\t0.3\t2016年12月31日\t—\n"
        "10\t10\t2017年9月10日\t'@a"
    )
    html = page.evaluate(
        "navigator.clipboard.read().then((all) => all[0].getType('text/html'))"
        ".then((html) => html.text())"
    )
    cells = re.findall(r"<td([^>]*)>([^<]*)</td>", html)
    kept = {text: "mso-number-format" in style for style, text in cells}
    assert (kept["1.10"], kept["'=1+1"], kept["12345678901234567890"]) == (True, True, True)
    assert (kept["-2"], kept["0.33"]) == (False, False)


def saved(page: Page, form: str) -> Path:
    with page.expect_download() as waited:
        page.locator("article .b-tools button", has_text=form).first.click()
    assert waited.value.suggested_filename.endswith({"Excel": ".xlsx"}.get(form, form.lower()))
    return Path(waited.value.path())


def test_a_saved_table_opens_in_a_spreadsheet(visit: Visit) -> None:
    page = made(visit)
    assert saved(page, "CSV").read_bytes().decode() == (
        "\ufeff编,分,日,文\r\n"
        "1.10,-2,2017年9月1日,'=1+1\r\n"
        "1.9,0.33,2017年10月2日,12345678901234567890\r\n"
        "1.2,待报,—,b\r\n"
        "2,0.3,2016年12月31日,—\r\n"
        "10,10,2017年9月10日,'@a\r\n"
    )
    sheet = load_workbook(io.BytesIO(saved(page, "Excel").read_bytes())).worksheets[0]
    cells = [[(cell.data_type, cell.value) for cell in row] for row in sheet.iter_rows()]
    long = "12345678901234567890"
    assert cells[1] == [("s", "1.10"), ("n", -2), ("s", "2017年9月1日"), ("s", "=1+1")]
    assert cells[2] == [("s", "1.9"), ("n", 0.33), ("s", "2017年10月2日"), ("s", long)]


# --- the list of all findings --------------------------------------------------------------------


def told(site: Path) -> list[dict[str, str]]:
    """The list as the generator wrote it for programs."""
    text = (site / SCHEME / "findings.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def counted(found: list[dict[str, str]]) -> str:
    total = sum((Fraction(row["分数"]) for row in found), Fraction(0))
    sign = "−" if total < 0 else "+" if total else ""
    amount = f"{float(abs(total)):.2f}".rstrip("0").rstrip(".")
    return f"共{len(found)}条，合计{sign}{amount}分"


def test_the_list_shows_all_findings_and_their_sum(site: Path, visit: Visit) -> None:
    page = visit().open(LIST)
    expect(page.locator(".b-count")).to_have_text(counted(told(site)))
    expect(page.locator("#b-findings tbody tr")).to_have_count(50)


@pytest.mark.parametrize(
    ("name", "column", "wanted"),
    [
        ("unit", "单位编号", "shi-gonganju"),
        ("month", "月份", "2017-09"),
        ("criterion", "内容编号", "1.1.3"),
        ("state", "状态", "已撤回"),
        ("source", "来源", "每月考核"),
    ],
)
def test_a_filter_shows_what_it_says_and_stays_in_the_address(
    site: Path, visit: Visit, name: str, column: str, wanted: str
) -> None:
    page = visit().open(LIST)
    page.locator(f"#b-findings [name={name}]").select_option(wanted)
    text = counted([row for row in told(site) if row[column] == wanted])
    assert not text.startswith("共0条")
    expect(page.locator(".b-count")).to_have_text(text)
    expect(page.locator("#b-said")).to_have_text(text)
    page.reload()
    expect(page.locator(".b-count")).to_have_text(text)


def test_overdue_is_what_was_due_by_the_end_of_the_last_month(site: Path, visit: Visit) -> None:
    page = visit().open(f"{LIST}#mending=到期未整改")
    late = [row for row in told(site) if row["整改"] == "到期未整改"]
    assert all(row["整改期限"] and row["整改期限"] < "2017-12-31" for row in late)
    assert late
    expect(page.locator(".b-count")).to_have_text(counted(late))


def test_words_are_found_and_back_goes_back(visit: Visit) -> None:
    page = visit().open(LIST)
    everything = page.locator(".b-count").inner_text()
    page.locator("#b-findings [name=effect]").select_option("plus")
    merits = page.locator(".b-count").inner_text()
    page.locator("#b-findings [name=text]").fill("2017-08/gaj-01")
    expect(page.locator("#b-findings .b-count")).to_have_text("共0条，合计0分")
    page.locator("#b-findings [name=clear]").click()
    expect(page.locator(".b-count")).to_have_text(everything)
    page.go_back()
    page.go_back()
    expect(page.locator(".b-count")).to_have_text(everything)
    page.go_forward()
    expect(page.locator("#b-findings [name=text]")).to_have_value("2017-08/gaj-01")
    assert merits != everything


def test_a_row_leads_to_the_finding(visit: Visit) -> None:
    page = visit().open(f"{LIST}#text=2017-08/gaj-01")
    page.locator("#b-findings tbody a").first.click()
    expect(page).to_have_url(re.compile(r"2017-08/shi-gonganju\.html#f-gaj-01$"))
    expect(page.locator(":target")).to_be_in_viewport()


def test_the_list_is_turned_and_sorted_by_keyboard(visit: Visit) -> None:
    page = visit().open(LIST)
    page.locator("#b-findings [name=on]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#b-said")).to_contain_text("第2页，共")
    expect(page).to_have_url(re.compile(r"#page=2$"))
    page.locator("#b-findings .b-sort[value=points]").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"#sort=points$"))
    shown = page.locator("#b-findings td.b-num").all_inner_texts()
    numbers = [Fraction(text.strip().replace("−", "-")) for text in shown]
    assert numbers == sorted(numbers)
    assert numbers[0] < numbers[-1]


def test_what_is_filtered_is_saved(site: Path, visit: Visit) -> None:
    page = visit().open(f"{LIST}#unit=shi-gonganju")
    text = saved(page, "CSV").read_text(encoding="utf-8-sig")
    found = list(csv.DictReader(io.StringIO(text)))
    wanted = [row for row in told(site) if row["单位编号"] == "shi-gonganju"]
    keys = ("编号", "月份", "单位", "考评内容", "问题或加分事项", "状态", "分数")
    names = {"考评内容": lambda row: f"{row['内容编号']} {row['考评内容']}"}
    assert sorted([row[key] for key in keys] for row in found) == sorted(
        [names.get(key, lambda row, key=key: row[key])(row) for key in keys] for row in wanted
    )
    assert all(re.search(r"/2017-\d\d/shi-gonganju\.html#f-", row["网页"]) for row in found)


def test_an_address_with_anything_in_it_breaks_nothing(visit: Visit) -> None:
    page = visit().open(
        f"{LIST}#unit=%22%3E%3Cb%3E&sort=constructor&page=99999&state='\"&text=%5B("
    )
    expect(page.locator(".b-count")).to_have_text("共0条，合计0分")


def test_the_list_works_from_a_disk(site: Path, visit: Visit) -> None:
    watched = visit()
    watched.base = "file://"
    page = watched.page
    page.goto((site / LIST).as_uri() + "#unit=shi-gonganju")
    expect(page.locator("#b-findings tbody tr").first).to_be_visible()


def test_without_script_every_sheet_is_reached(site: Path) -> None:
    html = (site / LIST).read_text(encoding="utf-8")
    for row in told(site):
        assert f'href="{row["网页"].removeprefix(SCHEME + "/").partition("#")[0]}#findings"' in html

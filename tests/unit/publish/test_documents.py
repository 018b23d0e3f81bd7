"""Documents in Word say what the pages say, from templates that an office makes itself."""

import io
import re
import shutil
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest
from bulletin.cli import main
from bulletin.exchange.word import bulletin
from bulletin.exchange.word.fill import Cover, fill
from bulletin.exchange.word.package import BadTemplateError
from bulletin.pages import month as month_pages
from bulletin.pages import sheet as sheet_pages
from bulletin.pages.printer import Printer
from bulletin.publish import documents, fonts, libreoffice, program
from bulletin.publish.site import edition_of
from bulletin.repository.opened import Repository, open_repository
from bulletin.repository.until import until
from bulletin.review.draws import promised
from bulletin.view.edition import Edition
from bulletin.view.findings import Register
from bulletin.view.trail import NONE
from docx.document import Document
from docx.table import Table
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.cases import BAD, Repo, laid_over_base
from tests.making import Plain
from tests.needs import needs
from tests.unit.compare.test_regain import REPEAT
from tests.unit.pages import tiny
from tests.unit.record.test_import import converted
from tests.unit.scoring.test_language import node, repo
from tests.unit.view.bulletin.test_glance import EACH, edition
from tools.letters import TEMPLATES
from tools.letters.names import PAGE
from tools.letters.names import page as names_page
from tools.letters.paper import form, p, packed, parts

ROOT = Path(__file__).parents[3]
MONTHS = [
    *(("hangzhou-departments", f"2017-{month}") for month in ("08", "09", "10", "11", "12")),
    *(("zhejiang-inspection", f"2017-{month}") for month in ("08", "09", "10", "11", "12")),
    *(("nantong-evaluation", f"2017-{month}") for month in ("10", "11", "12")),
]
RANKED = ("名次", "单位", "总分", "分数变化", "扣分", "加分")
AUGUST = """\
演示数据，纯属虚构
示范一办
示范二办
　　　〔　　　〕　　号
关于示范考核2017年8月情况的通报
各被考评单位：
2017年8月，依据示范〔2017〕1号对2家单位进行了考评。现将有关情况通报如下。
一、总体情况
2家单位平均7.75分。最高的是市民政局，10.50分；最低的是市教育局，5.00分。各单位得分和名次见附件1。
本月共登记2条记录，其中扣分1条、加分1条、不计分0条；合计扣5分（其中按数据扣1分），加0.5分。\
1次扣分适用“督查发现的加倍”。市教育局有内容扣分超过满分，超出的1分从总分中扣除。
市教育局取消评优资格，因两份办事指南<缺>要素。
二、存在的主要问题
各单位平均失分较多的是：办事指南1.5分、满意率0.5分。
（一）办事指南
1．办事指南要素不全的，每项扣1分。涉及1家单位，共扣4分。如：市教育局，两份办事指南<缺>要素。
（二）满意率
1．满意率低于99%的，每低1个百分点扣1分。涉及1家单位，共扣1分。按数据计分。
三、整改要求
（一）按期整改到位
截至2017年8月31日，没有到期未整改的问题；限期整改中的1项；本月完成整改0项。\
各有关单位要对照反馈单逐项整改，按期报送整改情况。清单见附件2。
（二）防止问题反复
本月没有重复发现的问题。各单位要巩固整改成果，防止问题反复。
（三）举一反三自查
各单位要对照本通报指出的问题开展自查，对普遍存在的问题一并改进。
附件：1．2017年8月各单位得分排名
　　　2．责令整改的问题清单
示范一办
示范二办
　　　　年　　月　　日
附件1
2017年8月各单位得分排名
名次|单位|总分|较上月|扣分|加分|备注
1|市民政局|10.50|—|0|0.5|
2|市教育局|5.00|—|5|0|取消评优资格
附件2
责令整改的问题清单
（截至2017年8月31日）
序号|单位|问题|整改期限|整改情况
1|市教育局|两份办事指南<缺>要素|2017年9月10日|限期整改中"""
NOTICE = """\
演示数据，纯属虚构
示范考核2017年8月考评反馈单
市教育局：
依据示范〔2017〕1号，对你单位2017年8月的情况进行了考评，现将结果和问题反馈如下，请认真核对、整改。
一、得分
总分5.00分，在2家单位中排第2名。合计扣5分，加0分。取消评优资格。
考评内容|满分|得分|失分
1 服务|10|6|4
二、问题
本月查实的问题1项：
序号|问题|依据和计分|扣分|原因、建议和期限
1|2017年8月20日，市教育局：两份办事指南<缺>要素。学籍变更、转学两份指南没有写*受理条件*。/编号：2017-08/a-1|\
附件 第1项：办事指南要素不全的，每项扣1分（1分 × 2 × 2倍）|4|期限：2017年9月10日（限期整改中）
按数据和评分扣分1项：
计分办法|扣分|说明
附件 第2项：满意率低于99%的，每低1个百分点扣1分|1|满意率 97.5%，以低于 99% 为限：1
三、要求
"""


class Read:
    """A document as Word shows it: paragraphs, and tables row by row."""

    def __init__(self, content: bytes) -> None:
        self.document: Document = docx.Document(io.BytesIO(content))
        self.lines = list(self._lines())
        self.tables = [
            [[cell.text for cell in row.cells] for row in table.rows]
            for table in self.document.tables
        ]

    def _lines(self) -> Iterator[str]:
        for one in self.document.iter_inner_content():
            if isinstance(one, Table):
                rows = ("|".join(cell.text for cell in row.cells) for row in one.rows)
                yield from (row.replace("\n", "/") for row in rows)
            elif one.text.strip():
                yield one.text

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def table(self, first: str) -> list[list[str]]:
        """The rows of the table whose head begins so."""
        return next(rows[1:] for rows in self.tables if rows[0][0] == first)


@cache
def opened() -> Repository:
    return open_repository(ROOT)


@cache
def of_month(month: str) -> dict[str, bytes]:
    return documents.documents(ROOT, opened(), month)


@cache
def only(scheme: str, month: str) -> tuple[Edition, Register, Printer]:
    """A scheme as it was in a month, of which that month alone is printed."""
    made = edition_of(until(opened(), month), scheme, NONE, {})
    made = replace(made, elsewhere=frozenset(m for m in made.months if m != month))
    return made, Register(made), Printer(program.templates())


@cache
def the_bulletin(scheme: str, month: str) -> Read:
    """The bulletin alone; the notices take longer."""
    edition, register, _ = only(scheme, month)
    return Read(documents._bulletin(ROOT, edition, register, month))  # noqa: SLF001


def of_tiny() -> dict[str, bytes]:
    return dict(documents._of_scheme(Path("nowhere"), tiny.edition(), "2017-08"))  # noqa: SLF001


# --- what they say ------------------------------------------------------------------------------


def test_a_bulletin_as_a_whole() -> None:
    assert Read(of_tiny()["demo/通报.docx"]).text == AUGUST


def test_a_notice_as_a_whole() -> None:
    read = Read(of_tiny()["demo/反馈单/jiaoyu-市教育局.docx"]).text
    assert read.startswith(NOTICE)
    assert "\n回　　执\n" in read


def test_a_unit_without_problems_gets_a_short_notice() -> None:
    read = Read(of_tiny()["demo/反馈单/minzheng-市民政局.docx"]).text
    assert "本月没有查实的问题。" in read
    assert "加分事项：婚姻登记全城通办，加0.5分。" in read
    assert "回　　执" not in read
    assert "现将结果反馈如下。" in read
    assert "整改" not in read


def the_notice(plain: Plain, month: str = "2017-10") -> str:
    """The notice of unit a."""
    made = dict(documents._of_scheme(Path("nowhere"), edition(plain), month))  # noqa: SLF001
    (content,) = (body for path, body in made.items() if path.startswith("test/反馈单/a-"))
    return Read(content).text


def test_heavier_charging_is_announced_only_where_the_rubric_provides_it() -> None:
    """And only for what was found: a merit is not charged again."""
    heavier = "3．再次发现同样的问题，适用“加倍”。"
    october = "{findings: {f: {}}}"
    assert heavier in the_notice(repo(EACH, october, REPEAT))
    assert "再次发现" not in the_notice(repo(EACH, october))
    by_source = "modifiers: [{id: s, text: 督查, when: source, sources: [x], factor: 2}]\n"
    sources = "sources: [{id: x, title: 督查}]"
    assert "再次发现" not in the_notice(repo(EACH, october, by_source, sources))
    # of: previous doubles only what was ordered to be mended
    previous = REPEAT.replace("when: repeat", "when: repeat, of: previous")
    assert "再次发现" not in the_notice(repo(EACH, october, previous))
    ordered = "{findings: {f: {ordered: true}}}"
    assert heavier in the_notice(repo(EACH, ordered, previous))
    merit = node("deduct: {points: 2, per: 项}\naward: {points: 1, per: 项}")
    assert "再次发现" not in the_notice(repo(merit, "{findings: {f: {rule: r2}}}", REPEAT))


def test_the_receipt_counts_what_is_open_in_the_month_too() -> None:
    """As the bulletin does: overdue in October, from September, and not yet due."""
    plain = repo(
        EACH,
        "{findings: {f: {ordered: {due: 2017-10-20}}, g: {ordered: {due: 2017-11-20}}, h: {}}}",
        m2017_09="{findings: {e: {ordered: {due: 2017-09-30}}}}",
    )
    assert "问题|3项|尚未整改|3项" in the_notice(plain)


def test_a_void_is_told_as_what_it_is() -> None:
    # 10 - 2 → 8 → 0
    voids = node("void: criterion\ndeduct: {points: 2, per: 项}")
    read = the_notice(repo(voids, "{findings: {f: {}, g: {rule: r2}}}"))
    assert "（本项当月不得分，失8分）|本项不得分|" in read


def test_a_notice_reminds_of_what_is_open_since_earlier_months() -> None:
    made = dict(documents._of_scheme(Path("nowhere"), tiny.edition(), "2017-09"))  # noqa: SLF001
    read = Read(made["demo/反馈单/jiaoyu-市教育局.docx"])
    assert "以前各月责令整改、尚未整改的问题1项：" in read.lines
    row = "1|2017年8月20日，两份办事指南<缺>要素|2017年9月10日|到期未整改"
    assert row in read.lines


def test_a_notice_tells_what_a_cap_leaves_of_the_awards() -> None:
    read = Read(of_month("2017-12")["nantong-evaluation/反馈单/nt-haimen-海门市.docx"])
    assert "加18.5分（封顶后计10分）。" in read.text


def page(text: str) -> LexborNode:
    body = LexborHTMLParser(text).body
    assert body
    return body


def cells(row: LexborNode) -> list[str]:
    return [cell.text().strip() for cell in row.css("th, td")]


def numbers(text: str) -> set[str]:
    """Every number in a text; its sign is a word in a sentence."""
    return set(re.findall(r"[0-9]+(?:\.[0-9]+)?", text))


@pytest.mark.parametrize(("scheme", "month"), MONTHS)
def test_the_ranking_is_that_of_the_page(scheme: str, month: str) -> None:
    ((_, text),) = month_pages.pages(*only(scheme, month))
    shown = []
    for table in page(text).css("table.b-ranking"):
        head, *rows = map(cells, table.css("tr"))
        for row in rows:
            named = dict(zip(head, row, strict=True))
            shown.append(
                [named[key] for key in ["名次", "单位", "总分", "分数变化", "扣分", "加分"]]
            )
    read = the_bulletin(scheme, month).table("名次")
    assert [row[:6] for row in read] == shown
    assert shown


@pytest.mark.parametrize(("scheme", "month"), MONTHS)
def test_every_number_of_a_bulletin_is_on_the_page(scheme: str, month: str) -> None:
    ((_, text),) = month_pages.pages(*only(scheme, month))
    known = numbers(page(text).text(separator=" "))
    read = the_bulletin(scheme, month)
    body = read.lines[: next(at for at, line in enumerate(read.lines) if line == "附件1")]
    said = [re.sub(r"^\d+．|见附件\d|^.*附件：.*|^　　　\d．.*", "", line) for line in body]
    assert [line for line in said if numbers(line) - known] == []


@pytest.mark.parametrize(("scheme", "month"), [one for one in MONTHS if one[1] > "2017-10"])
def test_every_number_of_a_notice_is_on_the_sheet(scheme: str, month: str) -> None:
    edition, register, printer = only(scheme, month)
    sheets = dict(sheet_pages.pages(edition, register, printer))
    ((_, whole),) = month_pages.pages(edition, register, printer)
    known = numbers(page(whole).text(separator=" "))
    for score in edition.scores[month].units:
        (text,) = (t for path, t in sheets.items() if path.endswith(f"/{score.unit}.md"))
        read = Read(of_month(month)[f"{scheme}/反馈单/{score.unit}-{score.name}.docx"])
        body = re.split("\n三、要求\n|\n以前各月责令整改", read.text)[0]
        said = re.sub(r"(?m)^\d+\||问题\d+项|扣分\d+项|\|[^|]*$", "", body)
        assert numbers(said) - numbers(page(text).text(separator=" ")) - known == set(), score.name
        assert ("不排名" if score.rank is None else f"排第{score.rank}名") in body
        for _, full, scored, lost in read.table("考评内容"):
            taken = re.sub(r".*参评(.*)）", r"\1", full)  # 10（参评7）
            if lost[0].isdigit():
                assert abs(Decimal(taken) - Decimal(scored) - Decimal(lost)) <= Decimal("0.01")


def test_the_hot_issues_are_those_of_the_page() -> None:
    """Three units share a rule, or some had it in three months in a row and more."""
    told = "\n".join(the_bulletin("hangzhou-departments", "2017-11").lines)
    assert (
        "热点问题是：办事指南要素不全，或者写法模糊、有兜底条款的，每项扣1分（3家，3项，连续4个月）；"
        "没有在承诺时限内办结的，每次扣1分（3家，3项）；"
        "市跑改办确定的群众反映热点问题，到期没有整改到位的，每项扣2分（2家，2项，连续3个月）。"
    ) in told


def test_all_awards_of_the_year_are_in_its_last_bulletin() -> None:
    read = the_bulletin("hangzhou-departments", "2017-12")
    rows = next(rows[1:] for rows in read.tables if rows[0] == ["名次", "单位", "全年成绩", "结果"])
    assert rows[0] == ["1", "市市场监督管理局", "102.40", "入选"]
    assert ["3", "市人力社保局", "101.20", "取消专项评优资格"] in rows
    assert len(rows) == 59
    earlier = the_bulletin("hangzhou-departments", "2017-11").text
    assert "评优结果" not in earlier


REPORT = """\
专项考核办法情况报告
（8月份督察　第一组）
依据专项考核办法和8月份督察的安排，第一组对杭州市进行了督察，现将有关情况报告如下。
一、督察经过
本轮督察自2017年8月21日至2017年8月25日。本组督察1处，抽查1个事项，发现问题1个。
1．杭州市（2017年8月22日）。商事登记看了食品经营许可。
二、发现的问题
（一）杭州市
1．办事指南：材料递交后一直没有回音。（2017年8月21日，市教育局；依据第三条，扣2分；编号2017-08/jy-02）
三、原因分析
1．窗口没有专人负责（市教育局）。
（督察组补充：共性的、深层次的原因。）
四、意见建议
（督察组补充：整改要求、时限和改进工作的建议。）
第一组
　　　　年　　月　　日"""


def with_round(root: Path) -> Repo:
    repo = Repo(root)
    laid_over_base(BAD / "D016" / "right", root)
    text = repo.text("2017-08/findings/jiaoyu/jy-02.yaml")
    return repo.write("2017-08/findings/jiaoyu/jy-02.yaml", f"{text}cause: 窗口没有专人负责。\n")


def test_a_report_as_a_whole(tmp_path: Path) -> None:
    repo = with_round(tmp_path)
    made = documents.documents(repo.root, open_repository(repo.root), "2017-08")
    assert Read(made["demo/督察报告/august-group-1-第一组.docx"]).text == REPORT
    other = Read(made["demo/督察报告/august-group-2-第二组.docx"]).text
    assert "没有登记到过的窗口和事项，请补充" in other


def test_a_report_numbers_the_problems_of_a_place_through(tmp_path: Path) -> None:
    repo = with_round(tmp_path)
    text = repo.text("2017-08/findings/jiaoyu/jy-02.yaml")
    repo.write("2017-08/findings/jiaoyu/jy-03.yaml", text.replace("材料递交", "申请递交"))
    made = documents.documents(repo.root, open_repository(repo.root), "2017-08")
    lines = Read(made["demo/督察报告/august-group-1-第一组.docx"]).lines
    told = [line[: line.index("：")] for line in lines if "编号2017-08/jy-" in line]
    assert told == ["1．办事指南", "2．办事指南"]


def test_nothing_of_a_round_is_told_before_its_draws_are_revealed(tmp_path: Path) -> None:
    repo = with_round(tmp_path)
    draw = open_repository(repo.root).book.assessments["demo"].months["2017-08"].draws["items"]
    repo.write("2017-08/draws/items.yaml", promised(draw))
    made = documents.documents(repo.root, open_repository(repo.root), "2017-08")
    assert not [path for path in made if "督察报告" in path]
    assert not [path for path, content in made.items() if "食品经营" in Read(content).text]


@pytest.mark.parametrize(
    ("group", "found"),
    [
        ("group-1-督察一组", ["hz-01", "jx-01"]),
        ("group-2-督察二组", ["nb-01", "sx-01"]),
        ("group-3-督察三组", ["jh-01"]),
    ],
)
def test_a_group_reports_what_was_found_at_its_places(group: str, found: list[str]) -> None:
    read = Read(of_month("2017-12")[f"zhejiang-inspection/督察报告/december-{group}.docx"]).text
    assert re.findall(r"编号2017-12/([a-z0-9-]+)", read) == found
    assert f"发现问题{len(found)}个" in read


# --- how they are made --------------------------------------------------------------------------


def test_the_same_month_gives_the_same_bytes() -> None:
    again = documents.documents(ROOT, open_repository(ROOT), "2017-11")
    assert again == of_month("2017-11")
    assert len(again) == 3 + 59 + 11 + 9


def test_a_document_tells_no_person_and_no_time_of_its_making() -> None:
    about = Read(of_tiny()["demo/通报.docx"]).document.core_properties
    assert (about.author, about.last_modified_by) == ("示范办", "示范办")
    assert str(about.created) == str(about.modified) == "2017-08-31 00:00:00+00:00"
    with zipfile.ZipFile(io.BytesIO(of_tiny()["demo/通报.docx"])) as file:
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_default_templates_are_those_that_are_written(name: str) -> None:
    kept = (program.home("site_templates") / "word" / f"{name}.docx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(kept)) as file:
        read = {one: file.read(one).decode() for one in file.namelist()}
    assert read == TEMPLATES[name](), "python -m tools.letters"


ORDER = {
    "pPr": (
        *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "pBdr"),
        *("snapToGrid", "spacing", "ind", "jc", "outlineLvl"),
    ),
    "rPr": ("rFonts", "color", "spacing", "sz", "szCs", "lang"),
    "tblPr": ("tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar"),
    "tcPr": ("tcW", "gridSpan", "vAlign"),
    "sectPr": ("footerReference", "pgSz", "pgMar", "docGrid"),
    "style": ("name", "basedOn", "qFormat", "pPr", "rPr", "tblPr"),
}
"""As ECMA-376 orders what stands in each; Word calls a document broken that does not keep it."""


@pytest.mark.parametrize("name", TEMPLATES)
def test_templates_keep_the_order_of_the_standard(name: str) -> None:
    for part, text in TEMPLATES[name]().items():
        for one in ET.fromstring(text).iter():  # noqa: S314 - our own
            kind = one.tag.rpartition("}")[2]
            if kind in ORDER:
                inside = [ORDER[kind].index(child.tag.rpartition("}")[2]) for child in one]
                assert inside == sorted(inside), part


def test_the_page_of_names_is_fresh() -> None:
    assert PAGE.read_text("utf-8") == names_page(), "python -m tools.letters"


def test_fonts_are_named_as_the_standard_names_them() -> None:
    with zipfile.ZipFile(io.BytesIO(of_tiny()["demo/通报.docx"])) as file:
        styles = file.read("word/styles.xml").decode()
    named = set(re.findall(r'w:eastAsia="([^"]+)"', styles))
    assert named == {"仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体", "zh-CN"}


@pytest.mark.parametrize("form", ["{{ 甲 }}", "{{ 甲 | e }}", "{{ [甲, 甲] | join('、') }}"])
def test_a_template_cannot_let_a_text_be_more_than_text(form: str) -> None:
    made = fill(packed(parts(p("a", form))), {"甲": HOSTILE}, Cover("", "", date(2017, 8, 31)))
    assert HOSTILE in Read(made).text


def test_a_template_that_calls_a_text_safe_still_gets_text() -> None:
    body = packed(parts(p("a", "{{ 甲 | safe }}")))
    read = Read(fill(body, {"甲": "</w:t></w:r></w:p><w:p/>"}, Cover("", "", date(2017, 8, 31))))
    assert read.lines == ["</w:t></w:r></w:p><w:p/>"]


HOSTILE = "</w:t></w:r><w:r>{{ 7 * 7 }}{% x %}{_{ a }_} =cmd|'/c calc'!A0 &amp; MERGEFIELD"


def test_foreign_text_stays_text(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    path = "2017-08/findings/jiaoyu/jy-02.yaml"
    text = re.sub(r"(?m)^summary: .*$", f'summary: "{HOSTILE}"', repo.text(f"{repo.folder}/{path}"))
    repo.write(path, text)
    made = documents.documents(repo.root, open_repository(repo.root), "2017-08")
    said = [Read(content).text for content in made.values()]
    assert sum(HOSTILE in one for one in said) == 2


# --- an office's own templates ------------------------------------------------------------------


def own(repo: Repo, *texts: str, name: str = "通报") -> Repo:
    """A template as an office would type it."""
    folder = repo.root / "data" / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    body = packed(parts(*(p("a", text) for text in texts)))
    (folder / f"{name}.docx").write_bytes(body)
    return repo


def run(repo: Repo, capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str]:
    out = str(repo.root / "out")
    with pytest.raises(SystemExit) as left:
        main(["--root", str(repo.root), "word", "2017-08", "--out", out, *args])
    said = capsys.readouterr()
    assert isinstance(left.value.code, int)
    return left.value.code, said.out + said.err


def test_an_office_replaces_a_template(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repo = own(Repo(tmp_path), "某某市人民政府办公室", "平均{{ 平均分 }}分")
    assert repo.found() == Repo(tmp_path / "plain").found()
    code, _ = run(repo, capsys)
    assert code == 0
    read = Read((repo.root / "out/demo/通报.docx").read_bytes())
    assert read.lines[-2] == "某某市人民政府办公室"
    assert re.fullmatch(r"平均[0-9.]+分", read.lines[-1])


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("{{ 平均份 }}", "没有“平均份”这一项，可以写：机关、发布单位、考核名称、"),
        ("{% for 行 in 排名 %}{{ 行.总份 }}{% endfor %}", "没有“总份”这一项，可以写：组名、单位、"),
        ("{% for 行 in 排名 %}", "标记写错了"),
        ("{{ 平均分 | 取整 }}", "标记写错了"),
        ("{{ ''.__class__.__mro__ }}", "没有"),
        ("{%p if 平均分 %}", "标记写错了"),
        ("{{ 平均分 + 1 }}", "标记算不出来"),
        ("{{ 评优 | first }}", "标记要取的一项不存在"),
        ("{% for 行 in range(10 ** 9) %}甲{% endfor %}", "标记算不出来"),
        ("{{ 排名.append.__globals__ }}", "没有“append”这一项"),
        ("{{ 排名.append(1) }}", "没有“append”这一项"),
    ],
)
def test_a_wrong_tag_is_told_with_what_is_allowed(
    tag: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = run(own(Repo(tmp_path), tag), capsys)
    assert code == 1
    assert said.startswith("data/templates/通报.docx: ")
    assert words in said
    assert not (tmp_path / "out").exists()


def test_a_tag_that_tears_a_table_is_told() -> None:
    torn = form([80, 76], [["{%p if 甲 %}\n乙", "丙"]])
    made = packed(parts(torn, p("a", "{%p endif %}")))
    with pytest.raises(BadTemplateError, match=r"标记放错了地方：.*要独占一段"):
        fill(made, {"甲": ""}, Cover("", "", date(2017, 8, 31)))


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_word_document_is_told(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = own(Repo(tmp_path), "")
    (repo.root / "data/templates/通报.docx").write_bytes(content)
    code, said = run(repo, capsys)
    assert code == 1
    assert "data/templates/通报.docx: 不是可以填写的 Word 文档" in said


def test_a_template_of_another_name_is_told(tmp_path: Path) -> None:
    repo = own(Repo(tmp_path), "", name="通抱")
    (problem,) = (p for p in open_repository(repo.root).problems if p.code == "P001")
    assert problem.hint == "公文模板只有通报.docx、反馈单.docx 和督察报告.docx"


# --- what is there already, and PDF -------------------------------------------------------------


def test_what_was_changed_in_word_is_not_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = Repo(tmp_path)
    assert run(repo, capsys)[0] == 0
    assert run(repo, capsys)[0] == 0
    changed = repo.root / "out/demo/通报.docx"
    changed.write_bytes(b"by hand")
    (notice,) = (repo.root / "out/demo/反馈单").glob("jiaoyu-*")
    notice.unlink()
    code, said = run(repo, capsys)
    assert (code, changed.read_bytes(), notice.exists()) == (1, b"by hand", False)
    assert "已有的 1 个文件与现在生成的不同" in said


def test_a_name_leads_nowhere_and_is_no_longer_than_a_file_takes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = Repo(tmp_path)
    long = f"教育局/../../../../{'长' * 70}"
    repo.change("data/units/city.yaml", "name: 市教育局", f"name: {long}")
    code, said = run(repo, capsys)
    assert code == 0, said
    names = sorted(path.name for path in (repo.root / "out").glob("demo/反馈单/*"))
    assert names[0] == f"jiaoyu-教育局 .. .. .. .. {'长' * 14}.docx"


def test_documents_are_written_all_or_none(tmp_path: Path) -> None:
    (tmp_path / "in").touch()  # where a folder should be
    with pytest.raises(OSError, match="in"):
        documents.save(tmp_path, {"out/a.docx": b"a", "in/b.docx": b"b"})
    assert list(tmp_path.rglob("*.docx*")) == []


def test_without_libreoffice_there_is_no_pdf_and_that_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "find", lambda: None)
    code, said = run(Repo(tmp_path), capsys)
    assert code == 0
    assert "没有安装 LibreOffice，没有生成 PDF；可以在 Word 里另存为 PDF" in said


def test_a_libreoffice_that_makes_no_pdf_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "find", lambda: sys.executable)
    monkeypatch.setattr(fonts, "installed", lambda: None)
    code, said = run(Repo(tmp_path), capsys)
    assert code == 0
    assert "LibreOffice 没有生成 PDF，可能没有装 Writer" in said


@pytest.mark.slow
@needs("writer")
def test_a_template_that_another_program_saved_gives_the_same_text(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "templates"
    folder.mkdir(parents=True)
    for name in ("通报", "反馈单"):
        copied = tmp_path / f"{name}.docx"
        copied.write_bytes(packed(TEMPLATES[name]()))
        shutil.copy(converted(copied, "docx"), folder)
    made = dict(documents._of_scheme(tmp_path, tiny.edition(), "2017-08"))  # noqa: SLF001
    assert Read(made["demo/通报.docx"]).text == AUGUST
    assert Read(made["demo/反馈单/jiaoyu-市教育局.docx"]).text.startswith(NOTICE)
    for content in made.values():
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            assert len(file.namelist()) == len(set(file.namelist()))


@pytest.mark.slow
@needs("writer", "cjk")
def test_the_bulletin_as_pdf(tmp_path: Path) -> None:
    path = tmp_path / "通报.docx"
    path.write_bytes(of_tiny()["demo/通报.docx"])
    (pdf,) = libreoffice.to_pdf([path]).paths
    assert pdf.read_bytes().startswith(b"%PDF")


def test_values_of_a_bulletin_have_no_foreign_objects() -> None:
    """What a template may reach is text, numbers and lists of them."""
    made = tiny.edition()
    assert set(map(type, _walk(bulletin.values(made, Register(made), "2017-08")))) <= {
        *(str, int, bool, list, dict)
    }


def _walk(value: object) -> Iterator[object]:
    yield value
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inside:
        yield from _walk(one)

"""The default Word templates, in the layout of official documents (GB/T 9704-2012).

``python -m tests.letters`` writes them to ``site_templates/word``. An office changes its own copy
in Word, not here: see docs/documents.md.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).parent.parent / "site_templates" / "word"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_VND = "application/vnd.openxmlformats-package"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

FANGSONG, KAITI, HEITI, SONG, TITLE = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"
_MM = 56.6929
"""Twentieths of a point in a millimetre."""
_LINE = 580
"""Twenty-two lines of 29 points are the 225 mm of the text block."""


# --- styles -----------------------------------------------------------------------------------


def _font(name: str, points: float, colour: str = "") -> str:
    """A font for Chinese and Latin alike: the quotes are Chinese in both."""
    fonts = " ".join(f'w:{part}="{name}"' for part in ("ascii", "hAnsi", "eastAsia", "cs"))
    size = f'<w:sz w:val="{points * 2:.0f}"/><w:szCs w:val="{points * 2:.0f}"/>'
    red = f'<w:color w:val="{colour}"/>' if colour else ""
    return f"<w:rFonts {fonts}/>{red}{size}"


def _line(points: float = _LINE / 20, before: float = 0, after: float = 0) -> str:
    return (
        f'<w:spacing w:before="{before * 20:.0f}" w:after="{after * 20:.0f}" '
        f'w:line="{points * 20:.0f}" w:lineRule="exact"/>'
    )


_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
_CENTRE, _LEFT, _RIGHT = (f'<w:jc w:val="{side}"/>' for side in ("center", "left", "right"))
_KEEP = "<w:keepNext/><w:keepLines/>"
_RULE = (
    '<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="11" w:color="FF0000"/></w:pBdr>'
)
_STYLES = {
    # id: name, paragraph, run
    "a": ("Normal", f'<w:widowControl w:val="0"/>{_line()}<w:jc w:val="both"/>', f'<w:spacing w:val="-4"/>{_font(FANGSONG, 16)}'),
    "Organ": ("发文机关", f"{_line(40)}{_CENTRE}", _font(TITLE, 22, "FF0000")),
    "Number": ("发文字号", f"{_RULE}{_line(before=_LINE / 10)}{_CENTRE}", ""),
    "Title": ("公文标题", f"{_KEEP}{_line(36)}{_CENTRE}", _font(TITLE, 22)),
    "Body": ("公文正文", _INDENT, ""),
    "One": ("一级标题", f"{_KEEP}{_INDENT}<w:outlineLvl w:val=\"0\"/>", _font(HEITI, 16)),
    "Two": ("二级标题", f"{_KEEP}{_INDENT}<w:outlineLvl w:val=\"1\"/>", _font(KAITI, 16)),
    "Lead": ("表前文字", f"<w:keepNext/>{_INDENT}", ""),
    "Signed": ("落款", f'<w:keepNext/><w:ind w:rightChars="200" w:right="640"/>{_RIGHT}', ""),
    "Dated": ("成文日期", f'<w:ind w:rightChars="400" w:right="1280"/>{_RIGHT}', ""),
    "Enclosed": ("附件标记", f"<w:keepNext/>{_LEFT}", _font(HEITI, 16)),
    "Cell": (
        "表格文字",
        f'<w:snapToGrid w:val="0"/>{_line(17, 2, 2)}{_CENTRE}',
        _font(FANGSONG, 12),
    ),
    "CellLeft": ("表格文字左", f'<w:snapToGrid w:val="0"/>{_line(17, 2, 2)}{_LEFT}', _font(FANGSONG, 12)),
    "CellHead": (
        "表格标题行",
        f'<w:keepNext/><w:snapToGrid w:val="0"/>{_line(17, 2, 2)}{_CENTRE}',
        _font(HEITI, 12),
    ),
    "PageOdd": ("页码单", f'<w:snapToGrid w:val="0"/><w:ind w:rightChars="100" w:right="280"/>{_RIGHT}', _font(SONG, 14)),
    "PageEven": ("页码双", f'<w:snapToGrid w:val="0"/><w:ind w:leftChars="100" w:left="280"/>{_LEFT}', _font(SONG, 14)),
}


def _styles() -> str:
    made = "".join(_style(key, *style) for key, style in _STYLES.items())
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    return (
        f"{_XML}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>{_font(FANGSONG, 16)}"
        f"{language}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>{made}"
        '<w:style w:type="table" w:default="1" w:styleId="Plain"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/>'
        '<w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>'
    )


def _style(key: str, name: str, paragraph: str, run: str) -> str:
    default = ' w:default="1"' if key == "a" else ' w:customStyle="1"'
    based = "" if key == "a" else '<w:basedOn w:val="a"/>'
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{key}"><w:name w:val="{name}"/>{based}'
        f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


# --- paragraphs and tables --------------------------------------------------------------------


def p(style: str, *texts: str, more: str = "") -> str:
    """A paragraph; further texts are runs of their own, in 黑体."""
    runs = "".join(_run(text, at) for at, text in enumerate(texts))
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{runs}</w:p>'


def _run(text: str, at: int) -> str:
    bold = f"<w:rPr>{_font(HEITI, 16)}</w:rPr>" if at % 2 else ""
    return f'<w:r>{bold}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def tag(text: str) -> str:
    """A paragraph that holds a tag alone; it leaves nothing behind."""
    return p("a", f"{{%p {text} %}}")


def empty() -> str:
    """An empty line."""
    return p("a")


def table(
    widths: Sequence[int], head: Sequence[str], each: str, cells: Sequence[str], *, left: str = ""
) -> str:
    """A table with a row for each; its head comes again on each page.

    A cell has a paragraph a line; the columns that ``left`` counts begin at the left.
    """
    columns = "".join(f'<w:gridCol w:w="{mm * _MM:.0f}"/>' for mm in widths)
    heads = ["CellHead"] * len(widths)
    sides = ["CellLeft" if str(at) in left else "Cell" for at in range(len(widths))]
    return (
        f"<w:tbl>{_table_properties(widths)}<w:tblGrid>{columns}</w:tblGrid>"
        f"{_row(widths, head, heads, repeated=True)}"
        f"{_loop(f'for {each}', len(widths))}{_row(widths, cells, sides)}"
        f"{_loop('endfor', len(widths))}</w:tbl>{p('CellLeft')}"
    )


def form(widths: Sequence[int], rows: Iterable[Sequence[str]]) -> str:
    """A table of fixed rows, every other cell a label."""
    columns = "".join(f'<w:gridCol w:w="{mm * _MM:.0f}"/>' for mm in widths)
    styles = ["CellHead" if at % 2 == 0 else "Cell" for at in range(len(widths))]
    made = "".join(_row(widths, row, styles) for row in rows)
    return f"<w:tbl>{_table_properties(widths)}<w:tblGrid>{columns}</w:tblGrid>{made}</w:tbl>"


def _table_properties(widths: Sequence[int]) -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:tblPr><w:tblW w:w="{sum(widths) * _MM:.0f}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
    )


def _row(
    widths: Sequence[int], cells: Sequence[str], styles: Sequence[str], *, repeated: bool = False
) -> str:
    made = "".join(map(_cell, widths, cells, styles))
    head = "<w:tblHeader/>" if repeated else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{made}</w:tr>"


def _cell(mm: int, text: str, style: str) -> str:
    width = f'<w:tcW w:w="{mm * _MM:.0f}" w:type="dxa"/>'
    inside = "".join(p(style, line) for line in text.split("\n"))
    return f'<w:tc><w:tcPr>{width}<w:vAlign w:val="center"/></w:tcPr>{inside}</w:tc>'


def _loop(text: str, columns: int) -> str:
    span = f'<w:gridSpan w:val="{columns}"/>'
    cell = f"<w:tc><w:tcPr>{span}</w:tcPr>{p('Cell', f'{{%tr {text} %}}')}</w:tc>"
    return f"<w:tr>{cell}</w:tr>"


_BREAK = "<w:pageBreakBefore/>"


# --- the package ------------------------------------------------------------------------------


def _section() -> str:
    sides = "top:37 right:26 bottom:35 left:28 header:15 footer:25 gutter:0"
    margins = " ".join(
        f'w:{side}="{float(mm) * _MM:.0f}"' for side, mm in (s.split(":") for s in sides.split())
    )
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/>'
        '<w:footerReference w:type="even" r:id="rId4"/>'
        f'<w:pgSz w:w="11906" w:h="16838"/><w:pgMar {margins}/>'
        f'<w:docGrid w:type="lines" w:linePitch="{_LINE}"/></w:sectPr>'
    )


def _footer(style: str) -> str:
    fields = "".join(
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>{text}'
        for kind, text in (
            ("begin", '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'),
            ("separate", "<w:r><w:t>1</w:t></w:r>"),
            ("end", ""),
        )
    )
    dash = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    line = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
    return (
        f"{_XML}<w:ftr {_W}>{line}{dash.format('— ')}{fields}{dash.format(' —')}</w:p></w:ftr>"
    )


def _types() -> str:
    parts = {
        "document": "document.main",
        "styles": "styles",
        "settings": "settings",
        "footer1": "footer",
        "footer2": "footer",
    }
    made = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_OFFICE}.{kind}+xml"/>'
        for part, kind in parts.items()
    )
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="{_VND}.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{made}'
        f'<Override PartName="/docProps/core.xml" ContentType="{_VND}.core-properties+xml"/></Types>'
    )


def _relations(*targets: tuple[str, str]) -> str:
    made = "".join(
        f'<Relationship Id="rId{at}" Type="{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{made}</Relationships>'


def parts(*body: str) -> dict[str, str]:
    """The parts of a document by name."""
    return {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(
            (f"{_RELATED}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"/>',
        "word/document.xml": f"{_XML}<w:document {_W} {_R}><w:body>{''.join(body)}{_section()}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(
            (f"{_RELATED}/styles", "styles.xml"),
            (f"{_RELATED}/settings", "settings.xml"),
            (f"{_RELATED}/footer", "footer1.xml"),
            (f"{_RELATED}/footer", "footer2.xml"),
        ),
        "word/footer1.xml": _footer("PageOdd"),
        "word/footer2.xml": _footer("PageEven"),
        "word/settings.xml": (
            f"{_XML}<w:settings {_W}><w:evenAndOddHeaders/>"
            '<w:characterSpacingControl w:val="compressPunctuation"/>'
            '<w:compat><w:compatSetting w:name="compatibilityMode" '
            'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
            '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
        ),
        "word/styles.xml": _styles(),
    }


def packed(made: dict[str, str]) -> bytes:
    """The bytes of a document."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in made.items():
            file.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return written.getvalue()


# --- the bulletin -----------------------------------------------------------------------------


def bulletin() -> dict[str, str]:
    """通报."""
    return parts(
        tag("for 名称 in 机关"),
        p("Organ", "{{ 名称 }}"),
        tag("endfor"),
        p("Number", "　　　〔　　　〕　　号"),
        empty(),
        p("Title", "{{ 标题 }}"),
        empty(),
        p("a", "各被考评单位："),
        p("Body", "{{ 月份 }}，依据{{ 依据 }}对{{ 单位数 }}家单位进行了考评。现将有关情况通报如下。"),
        tag("if 暂定说明"),
        p("Body", "", "{{ 暂定说明 }}"),
        tag("endif"),
        *_overall(),
        *_problems(),
        *_demands(),
        *_enclosures(),
        empty(),
        empty(),
        tag("for 名称 in 机关"),
        p("Signed", "{{ 名称 }}"),
        tag("endfor"),
        p("Dated", "　　　　年　　月　　日"),
        *_ranking(),
        *_open_items(),
        *_awards(),
    )


def _overall() -> Iterable[str]:
    return (
        p("One", "一、总体情况"),
        p(
            "Body",
            "{% if 平均分 %}{{ 计分单位数 }}家单位平均{{ 平均分 }}分{% if 平均分变化 %}，"
            "比{{ 上月 }}{{ 平均分变化 }}{% endif %}。最高的是{{ 最高单位 }}，{{ 最高分 }}分；"
            "最低的是{{ 最低单位 }}，{{ 最低分 }}分。{% else %}本月各单位均没有总分。{% endif %}"
            "各单位得分和名次见附件{{ 附件.排名 }}。",
        ),
        p(
            "Body",
            "本月共登记{{ 记录数 }}条记录，其中扣分{{ 扣分记录数 }}条、加分{{ 加分记录数 }}条、"
            "不计分{{ 不计分记录数 }}条；合计扣{{ 扣分 }}分，加{{ 加分 }}分。"
            "{% for 项 in 加重 %}{{ 项.次数 }}次扣分适用“{{ 项.办法 }}”。{% endfor %}"
            "{% if 不得分项次 %}{{ 不得分项次 }}项次因滞后等原因当月不得分。{% endif %}"
            "{% if 超出满分单位 %}{{ 超出满分单位 }}有内容扣分超过满分，超出的{{ 超出满分扣分 }}分"
            "从总分中扣除。{% endif %}",
        ),
        tag("for 项 in 取消资格"),
        p(
            "Body",
            "{{ 项.单位 }}{{ 项.标记 }}{% if 项.问题 %}，因{{ 项.问题 | join('；') }}{% endif %}。",
        ),
        tag("endfor"),
        tag("for 项 in 更正"),
        p(
            "Body",
            "",
            "更正第{{ 项.号 }}号",
            "{% if 项.日期 %}（{{ 项.日期 }}）{% endif %}：{{ 项.理由 }}。依据：{{ 项.依据 }}。"
            "{% for 行 in 项.单位 %}{{ 行.单位 }}总分由{{ 行.原总分 }}分改为{{ 行.现总分 }}分，"
            "名次由{{ 行.原名次 }}改为{{ 行.现名次 }}{{ '。' if loop.last else '；' }}{% endfor %}",
        ),
        tag("endfor"),
    )


def _problems() -> Iterable[str]:
    return (
        p("One", "二、存在的主要问题"),
        tag("if 失分内容"),
        p(
            "Body",
            "各单位平均失分较多的是："
            "{% for 项 in 失分内容[:5] %}{{ 项.内容 }}{{ 项.平均失分 }}分{{ '。' if loop.last else '、' }}"
            "{% endfor %}",
        ),
        tag("endif"),
        tag("if not 突出问题"),
        p("Body", "本月没有扣分的问题。"),
        tag("endif"),
        tag("for 类 in 突出问题"),
        p("Two", "（{{ 类.中文序号 }}）{{ 类.内容 }}"),
        tag("for 项 in 类.办法"),
        p(
            "Body",
            "{{ 项.序号 }}．{{ 项.计分办法 }}。涉及{{ 项.单位数 }}家单位，共扣{{ 项.扣分 }}分。"
            "{% if 项.例 %}如："
            "{% for 例 in 项.例 %}{{ 例.单位 }}，{{ 例.问题 }}{{ '。' if loop.last else '；' }}{% endfor %}"
            "{% else %}按数据计分。{% endif %}",
        ),
        tag("endfor"),
        tag("endfor"),
    )


def _demands() -> Iterable[str]:
    return (
        p("One", "三、整改要求"),
        p("Two", "（一）按期整改到位"),
        p(
            "Body",
            "截至{{ 整改.截止日 }}，{% if 整改.到期未整改 %}到期未整改的问题有{{ 整改.到期未整改 }}项"
            "（本月到期{{ 整改.本月到期 }}项，以前各月到期{{ 整改.以前到期 }}项），"
            "涉及{{ 整改.涉及单位 }}{% else %}没有到期未整改的问题{% endif %}；"
            "限期整改中的{{ 整改.限期整改中 }}项；本月完成整改{{ 整改.本月完成 }}项。"
            "各有关单位要对照反馈单逐项整改，按期报送整改情况；到期未整改的要立即整改，并说明原因。"
            "{% if 附件.整改 %}清单见附件{{ 附件.整改 }}。{% endif %}",
        ),
        p("Two", "（二）防止问题反复"),
        p(
            "Body",
            "{% if 重复发现 %}本月重复发现的问题有{{ 重复发现 | length }}项："
            "{% for 项 in 重复发现 %}{{ 项.单位 }}，{{ 项.问题 }}（第{{ 项.次数 }}次发现）"
            "{{ '。' if loop.last else '；' }}{% endfor %}有关单位要从制度上查找原因，防止再次发生。"
            "{% else %}本月没有重复发现的问题。各单位要巩固整改成果，防止问题反复。{% endif %}",
        ),
        p("Two", "（三）举一反三自查"),
        p(
            "Body",
            "各单位要对照本通报指出的问题开展自查，对普遍存在的问题从办事指南、系统对接、窗口服务"
            "等方面一并改进。",
        ),
    )


def _enclosures() -> Iterable[str]:
    indent = '<w:ind w:leftChars="200" w:left="640"/>'
    return (
        empty(),
        p("a", "附件：{{ 附件.排名 }}．{{ 月份 }}各单位得分排名", more=indent),
        tag("if 附件.整改"),
        p("a", "　　　{{ 附件.整改 }}．责令整改的问题清单", more=indent),
        tag("endif"),
        tag("if 附件.评优"),
        p("a", "　　　{{ 附件.评优 }}．{{ 年 }}年度评优结果", more=indent),
        tag("endif"),
    )


def _ranking() -> Iterable[str]:
    return (
        p("Enclosed", "附件{{ 附件.排名 }}", more=_BREAK),
        p("Title", "{{ 月份 }}各单位得分排名"),
        tag("for 组 in 排名"),
        p("Cell", "{{ 组.组名 }}", more="<w:keepNext/>"),
        table(
            [14, 50, 20, 19, 13, 13, 27],
            ["名次", "单位", "总分", "较上月", "扣分", "加分", "备注"],
            "行 in 组.单位",
            [f"{{{{ 行.{name} }}}}" for name in "名次 单位 总分 分数变化 扣分 加分 备注".split()],
            left="1",
        ),
        p(
            "CellLeft",
            "{% if 组.未排名 %}未排名：{% for 行 in 组.未排名 %}{{ 行.单位 }}（{{ 行.原因 }}）"
            "{{ '。' if loop.last else '、' }}{% endfor %}{% endif %}",
        ),
        tag("endfor"),
    )


def _open_items() -> Iterable[str]:
    return (
        tag("if 附件.整改"),
        p("Enclosed", "附件{{ 附件.整改 }}", more=_BREAK),
        p("Title", "责令整改的问题清单"),
        p("Cell", "（截至{{ 整改.截止日 }}）", more="<w:keepNext/>"),
        table(
            [14, 28, 52, 36, 26],
            ["序号", "单位", "问题", "整改期限", "整改情况"],
            "行 in 整改.清单",
            [f"{{{{ 行.{name} }}}}" for name in "序号 单位 问题 期限 整改情况".split()],
            left="12",
        ),
        p(
            "CellLeft",
            "{% if 整改.以前各月 %}另有以前各月到期仍未整改的："
            "{% for 行 in 整改.以前各月 %}{{ 行.单位 }}{{ 行.项数 }}项"
            "{{ '。' if loop.last else '、' }}{% endfor %}{% endif %}",
        ),
        tag("endif"),
    )


def _awards() -> Iterable[str]:
    return (
        tag("for 奖 in 评优"),
        p("Enclosed", "附件{{ 附件.评优 }}", more=_BREAK),
        p("Title", "{{ 奖.年份 }}年度评优结果{% if 奖.暂定 %}（暂定）{% endif %}"),
        p("Cell", "{{ 奖.奖项 }}", more="<w:keepNext/>"),
        p(
            "Lead",
            "参加排名{{ 奖.参加单位数 }}家，名额{{ 奖.名额 }}个。入选{{ 奖.入选 | length }}家："
            "{{ 奖.入选 | join('、') }}。",
        ),
        table(
            [18, 62, 30, 46],
            ["名次", "单位", "全年成绩", "结果"],
            "行 in 奖.单位",
            [f"{{{{ 行.{name} }}}}" for name in "名次 单位 成绩 结果".split()],
            left="1",
        ),
        tag("endfor"),
    )


# --- the notice -------------------------------------------------------------------------------


def notice() -> dict[str, str]:
    """反馈单."""
    return parts(
        p("Title", "{{ 标题 }}"),
        empty(),
        p("a", "{{ 单位 }}："),
        p(
            "Body",
            "依据{{ 依据 }}，对你单位{{ 月份 }}的情况进行了考评，现将结果和问题反馈如下，请认真核对、"
            "整改。",
        ),
        tag("if 本单位暂定"),
        p("Body", "", "{{ 暂定说明 }}"),
        tag("endif"),
        *_standing(),
        *_found(),
        *_what_to_do(),
        empty(),
        tag("for 名称 in 机关"),
        p("Signed", "{{ 名称 }}"),
        tag("endfor"),
        p("Dated", "　　　　年　　月　　日"),
        *_receipt(),
    )


def _standing() -> Iterable[str]:
    return (
        p("One", "一、得分"),
        p(
            "Lead",
            "{% if 名次 %}总分{{ 总分 }}分{% if 比上月 %}（比上月{{ 比上月 }}分）{% endif %}，在{{ 排名单位数 }}家"
            "单位中排第{{ 名次 }}名。{% else %}不排名：{{ 未排名原因 }}。{% endif %}"
            "合计扣{{ 扣分 }}分，加{{ 加分 }}分。{% if 等次 %}等次：{{ 等次 }}。{% endif %}"
            "{% for 名称 in 标记 %}{{ 名称 }}。{% endfor %}",
        ),
        tag("for 项 in 更正"),
        p("Body", "更正第{{ 项.号 }}号：{{ 项.理由 }}。依据：{{ 项.依据 }}。"),
        tag("endfor"),
        table(
            [84, 24, 24, 24],
            ["考评内容", "满分", "得分", "失分"],
            "行 in 得分",
            [f"{{{{ 行.{name} }}}}" for name in "内容 满分 得分 失分".split()],
            left="0",
        ),
        tag("if 加分事项"),
        p(
            "Body",
            "加分事项：{% for 项 in 加分事项 %}{{ 项.事项 }}，加{{ 项.加分 }}分"
            "{{ '。' if loop.last else '；' }}{% endfor %}",
        ),
        tag("endif"),
    )


def _found() -> Iterable[str]:
    return (
        p("One", "二、问题"),
        tag("if 问题"),
        p("Lead", "本月查实的问题{{ 问题 | length }}项："),
        table(
            [14, 50, 40, 15, 37],
            ["序号", "问题", "依据和计分", "扣分", "原因、建议和期限"],
            "行 in 问题",
            [
                "{{ 行.序号 }}",
                "{{ 行.日期 }}，{{ 行.地点 }}：{{ 行.问题 }}。{{ 行.详细情况 }}"
                "{% if 行.第几次发现 > 1 %}（第{{ 行.第几次发现 }}次发现）{% endif %}\n"
                "编号：{{ 行.编号 }}",
                "{{ 行.条款 }}：{{ 行.计分办法 }}{% if 行.计算 %}（{{ 行.计算 }}）{% endif %}",
                "{{ 行.扣分 }}",
                "{%p if 行.原因 %}\n原因：{{ 行.原因 }}\n{%p endif %}\n"
                "{%p if 行.建议 %}\n建议：{{ 行.建议 }}\n{%p endif %}\n"
                "期限：{{ 行.期限 }}{% if 行.整改情况 %}（{{ 行.整改情况 }}）{% endif %}",
            ],
            left="124",
        ),
        tag("else"),
        p("Body", "本月没有查实的问题。"),
        tag("endif"),
        tag("if 按数据扣分"),
        p("Lead", "按数据和评分扣分{{ 按数据扣分 | length }}项："),
        table(
            [104, 16, 36],
            ["计分办法", "扣分", "说明"],
            "行 in 按数据扣分",
            ["{{ 行.条款 }}：{{ 行.计分办法 }}", "{{ 行.扣分 }}", "{{ 行.说明 }}"],
            left="02",
        ),
        tag("endif"),
        tag("if 尚未整改"),
        p("Lead", "以前各月责令整改、尚未整改的问题{{ 尚未整改 | length }}项："),
        table(
            [14, 80, 36, 26],
            ["序号", "问题", "整改期限", "整改情况"],
            "行 in 尚未整改",
            ["{{ 行.序号 }}", "{{ 行.日期 }}，{{ 行.问题 }}", "{{ 行.期限 }}", "{{ 行.整改情况 }}"],
            left="1",
        ),
        tag("endif"),
    )


def _what_to_do() -> Iterable[str]:
    return (
        p("One", "三、要求"),
        tag("if 问题 or 尚未整改"),
        p(
            "Body",
            "1．请对照问题逐项整改，查清原因，落实责任；写明期限的按期完成，没有写明的在收到本单"
            "后　　日内完成，并将整改情况和佐证材料报送我们。",
        ),
        p("Body", "2．再次发现同样的问题，按规定加重扣分。"),
        tag("endif"),
        p(
            "Body",
            "{% if 问题 or 尚未整改 %}3．{% endif %}对结果有异议的，在收到本单后　　日内书面提出申诉，"
            "写明问题编号、理由和依据。申诉成立的，更正得分和名次。",
        ),
        p("Body", "{% if 问题 or 尚未整改 %}4．{% endif %}请填写回执并盖章，在收到本单后　　日内交回。"),
    )


def _receipt() -> Iterable[str]:
    return (
        p("Title", "回　　执", more=_BREAK),
        empty(),
        form(
            [30, 48, 30, 48],
            [
                ["单位", "{{ 单位 }}", "考评月份", "{{ 月份 }}"],
                ["问题", "{{ 问题 | length }}项", "尚未整改", "{{ 尚未整改 | length }}项"],
                ["收到日期", "　　年　　月　　日", "收件人", ""],
                ["整改负责人", "", "完成日期", "　　年　　月　　日"],
            ],
        ),
        empty(),
        p("Body", "□　对结果没有异议。"),
        p("Body", "□　对第　　　　　项有异议，申诉材料附后。"),
        empty(),
        p("a", "整改措施和完成情况："),
        *(empty() for _ in range(6)),
        p("Signed", "（盖章）　　　　"),
        p("Dated", "　　　　年　　月　　日"),
    )


TEMPLATES = {"通报": bulletin, "反馈单": notice}


if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    for title, made in TEMPLATES.items():
        (HERE / f"{title}.docx").write_bytes(packed(made()))

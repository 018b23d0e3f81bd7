"""Paper after GB/T 9704-2012: styles by name, margins, page numbers, paragraphs and tables."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

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
_TIGHT = '<w:spacing w:val="-4"/>'
"""Twenty-eight characters of 16 points less a fifth of a point are 156 mm."""
_LINE = 580
"""Twenty-two lines of 29 points are the 225 mm of the text block."""


# --- styles -----------------------------------------------------------------------------------


def _font(name: str, points: float, colour: str = "") -> str:
    """A font for Chinese and Latin alike: the quotes are Chinese in both."""
    fonts = " ".join(f'w:{part}="{name}"' for part in ("ascii", "hAnsi", "eastAsia", "cs"))
    size = f'<w:sz w:val="{points * 2:.0f}"/><w:szCs w:val="{points * 2:.0f}"/>'
    red = f'<w:color w:val="{colour}"/>' if colour else ""
    return f"<w:rFonts {fonts}/>{red}{_TIGHT}{size}"


def _line(points: float = _LINE / 20, before: float = 0, after: float = 0) -> str:
    return (
        f'<w:spacing w:before="{before * 20:.0f}" w:after="{after * 20:.0f}" '
        f'w:line="{points * 20:.0f}" w:lineRule="exact"/>'
    )


_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
_CENTRE, _LEFT, _RIGHT = (f'<w:jc w:val="{side}"/>' for side in ("center", "left", "right"))
_KEEP = "<w:keepNext/><w:keepLines/>"
_RULE = '<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="11" w:color="FF0000"/></w:pBdr>'
_STYLES = {
    # id: name, paragraph, run
    "a": (
        "Normal",
        f'<w:widowControl w:val="0"/>{_line()}<w:jc w:val="both"/>',
        _font(FANGSONG, 16),
    ),
    "Organ": ("发文机关", f"{_line(40)}{_CENTRE}", _font(TITLE, 22, "FF0000")),
    "Number": ("发文字号", f"{_RULE}{_line(before=_LINE / 10)}{_CENTRE}", ""),
    "Title": ("公文标题", f"{_KEEP}{_line(36)}{_CENTRE}", _font(TITLE, 22)),
    "Under": ("副标题", f"{_KEEP}{_CENTRE}", _font(KAITI, 16)),
    "Body": ("公文正文", _INDENT, ""),
    "One": ("一级标题", f'{_KEEP}{_INDENT}<w:outlineLvl w:val="0"/>', _font(HEITI, 16)),
    "Two": ("二级标题", f'{_KEEP}{_INDENT}<w:outlineLvl w:val="1"/>', _font(KAITI, 16)),
    "Lead": ("表前文字", f"<w:keepNext/>{_INDENT}", ""),
    "Signed": ("落款", f'<w:keepNext/><w:ind w:rightChars="200" w:right="640"/>{_RIGHT}', ""),
    "Dated": ("成文日期", f'<w:ind w:rightChars="400" w:right="1280"/>{_RIGHT}', ""),
    "Enclosed": ("附件标记", f"<w:keepNext/>{_LEFT}", _font(HEITI, 16)),
    "Cell": (
        "表格文字",
        f'<w:snapToGrid w:val="0"/>{_line(17, 2, 2)}{_CENTRE}',
        _font(FANGSONG, 12),
    ),
    "CellLeft": (
        "表格文字左",
        f'<w:snapToGrid w:val="0"/>{_line(17, 2, 2)}{_LEFT}',
        _font(FANGSONG, 12),
    ),
    "CellHead": (
        "表格标题行",
        f'<w:keepNext/><w:snapToGrid w:val="0"/>{_line(17, 2, 2)}{_CENTRE}',
        _font(HEITI, 12),
    ),
    "PageOdd": (
        "页码单",
        f'<w:snapToGrid w:val="0"/><w:ind w:rightChars="100" w:right="280"/>{_RIGHT}',
        _font(SONG, 14),
    ),
    "PageEven": (
        "页码双",
        f'<w:snapToGrid w:val="0"/><w:ind w:leftChars="100" w:left="280"/>{_LEFT}',
        _font(SONG, 14),
    ),
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

    A cell has a paragraph a line; the columns that ``left`` counts begin at the left. What Word
    wants behind a table is thin, lest it alone fill a page.
    """
    columns = "".join(f'<w:gridCol w:w="{mm * _MM:.0f}"/>' for mm in widths)
    heads = ["CellHead"] * len(widths)
    sides = ["CellLeft" if str(at) in left else "Cell" for at in range(len(widths))]
    return (
        f"<w:tbl>{_table_properties(widths)}<w:tblGrid>{columns}</w:tblGrid>"
        f"{_row(widths, head, heads, repeated=True)}"
        f"{_loop(f'for {each}', len(widths))}{_row(widths, cells, sides)}"
        f"{_loop('endfor', len(widths))}</w:tbl>{p('CellLeft', more=_THIN)}"
    )


def form(widths: Sequence[int], rows: Iterable[Sequence[str]]) -> str:
    """A table of fixed rows, every other cell a label."""
    columns = "".join(f'<w:gridCol w:w="{mm * _MM:.0f}"/>' for mm in widths)
    styles = ["CellHead" if at % 2 == 0 else "Cell" for at in range(len(widths))]
    made = "".join(_row(widths, row, styles) for row in rows)
    return f"<w:tbl>{_table_properties(widths)}<w:tblGrid>{columns}</w:tblGrid>{made}</w:tbl>"


def fields(*names: str) -> list[str]:
    """The cells of a row that print one value each."""
    return [f"{{{{ 行.{name} }}}}" for name in names]


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


_THIN = '<w:spacing w:line="120" w:lineRule="exact"/>'
NEW_PAGE, KEEP = "<w:pageBreakBefore/>", "<w:keepNext/>"


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
    return f"{_XML}<w:ftr {_W}>{line}{dash.format('— ')}{fields}{dash.format(' —')}</w:p></w:ftr>"


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
    about = f"{_VND}.core-properties+xml"
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="{_VND}.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{made}'
        f'<Override PartName="/docProps/core.xml" ContentType="{about}"/></Types>'
    )


def _relations(*targets: tuple[str, str]) -> str:
    made = "".join(
        f'<Relationship Id="rId{at}" Type="{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{made}</Relationships>'


def parts(*body: str) -> dict[str, str]:
    """The parts of a document by name."""
    text = f"<w:body>{''.join(body)}{_section()}</w:body>"
    about = f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"/>'
    return {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(
            (f"{_RELATED}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": f"{_XML}{about}",
        "word/document.xml": f"{_XML}<w:document {_W} {_R}>{text}</w:document>",
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

"""A PDF says what its document says, in faces that are told; else there is none."""

import random
from collections.abc import Sequence
from pathlib import Path
from unicodedata import category, normalize

import pytest
from bulletin.exchange.word import faces, printable
from bulletin.exchange.word.faces import Face
from bulletin.publish import documents, fonts, libreoffice
from bulletin.repository.opened import open_repository
from pypdf import PdfReader, PdfWriter

from tests.cases import Repo
from tests.needs import needs
from tests.unit.pages import tiny
from tests.unit.publish.test_documents import run, with_round
from tools.letters.paper import p, packed, parts

SIGNS = "，。；：、“”‘’《》〔〕（）—…·．！？\"'%~-－×→①㎡"
RARE = "㙟䶮𠮷堃玥"
LATIN = Face(("DejaVu Sans",), (range(0x20, 0x2000),))


def plain(text: str) -> str:
    """A text without white space, each sign in its plain form."""
    kept = (s for s in normalize("NFKC", text) if category(s) not in {"Cc", "Cf", "Mn"})
    return "".join("".join(kept).split())


def printed(pdf: Path) -> str:
    return plain("".join(page.extract_text() for page in PdfReader(pdf).pages))


def first_lost(text: str, pdf: Path) -> str:
    """Where a text goes on that the PDF does not say in this order; page numbers may stand between.

    A row of heads that is repeated may, too.
    """
    rest = iter(printed(pdf))
    wanted = plain(text)
    for at, sign in enumerate(wanted):
        if sign not in rest:
            return wanted[max(0, at - 20) : at + 20]
    return ""


def to_pdf(folder: Path, contents: Sequence[bytes]) -> libreoffice.Printed:
    paths = [folder / f"{number}.docx" for number in range(len(contents))]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    return libreoffice.to_pdf(paths)


def line_ends() -> bytes:
    """Lines of every length about the end of the line, each with a sign that may hang there."""
    return packed(
        parts(
            *(
                p(style, f"{'局' * length}{'1' * digits}{sign}{'事' * 40}")
                for style in ("a", "Body", "Two", "CellLeft")
                for length in range(24, 40)
                for digits in range(4)
                for sign in "。，：；、"
            )
        )
    )


def prose() -> bytes:
    """Paragraphs of chance, thick with signs and with characters that few fonts have."""
    chance = random.Random(3)  # noqa: S311 - chance for a test
    letters = "市教育局办事指南缺少收费依据不全的每项扣分" * 2 + SIGNS + RARE + "2017ab"
    styles = ("Body", "Title", "One", "Cell")
    lines = ("".join(chance.choices(letters, k=chance.randint(5, 200))) for _ in range(120))
    return packed(parts(*(p(chance.choice(styles), line) for line in lines)))


@pytest.mark.slow
@needs("writer", "cjk")
def test_no_sign_is_lost_at_the_end_of_a_line(tmp_path: Path) -> None:
    contents = [line_ends(), prose()]
    made = to_pdf(tmp_path, contents)
    texts = map(printable.text_of, contents)
    assert [first_lost(text, pdf) for text, pdf in zip(texts, made.paths, strict=True)] == ["", ""]


@pytest.mark.slow
@needs("writer", "cjk")
def test_all_three_documents_print_what_they_say(tmp_path: Path) -> None:
    repo = with_round(tmp_path / "repo")
    path = "2017-08/findings/jiaoyu/jy-02.yaml"
    repo.change(path, "材料递交后一直没有回音", f"答'好'：{SIGNS.replace(chr(34), '')}{RARE}")
    made = documents.documents(repo.root, open_repository(repo.root), "2017-08")
    contents = [*made.values()]
    assert {name.split("/")[1].removesuffix(".docx") for name in made} >= {
        *("通报", "反馈单", "督察报告")
    }
    assert sum("𠮷堃玥" in printable.text_of(content) for content in contents) >= 2
    pdfs = to_pdf(tmp_path, contents).paths
    texts = map(printable.text_of, contents)
    assert {first_lost(text, pdf) for text, pdf in zip(texts, pdfs, strict=True)} == {""}


@pytest.mark.slow
@needs("writer", "cjk")
def test_the_faces_that_stand_in_are_told_and_are_those_in_the_pdf(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    present = fonts.installed()
    assert present is not None
    chinese = next(f for f in present if "Noto Serif CJK SC" in f.names or f.has("督"))
    monkeypatch.setattr(fonts, "installed", lambda: (LATIN, chinese))
    content = dict(documents._of_scheme(Path("nowhere"), tiny.edition(), "2017-08"))  # noqa: SLF001
    made = to_pdf(tmp_path, [content["demo/通报.docx"]])
    lacking = {"仿宋_GB2312", "宋体", "方正小标宋简体", "楷体_GB2312", "黑体"} - {*chinese.names}
    assert all(name in made.stand_ins for name in lacking)
    assert f"用 {chinese.names[0]} 代替" in made.stand_ins
    named = {font for page in PdfReader(made.paths[0]).pages for font in _fonts(page)}
    wanted = chinese.names[0].replace(" ", "")[:9]
    assert all(wanted in name for name in named), named


def _fonts(page: object) -> set[str]:
    resources = page["/Resources"]["/Font"]  # type: ignore[index]
    return {font.get_object()["/BaseFont"] for font in resources.values()}


# --- refused -----------------------------------------------------------------------------------


def test_without_a_chinese_font_there_is_no_pdf_and_that_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "installed", lambda: (LATIN,))
    monkeypatch.setattr(libreoffice, "find", lambda: "soffice")
    code, said = run(Repo(tmp_path), capsys)
    assert code == 1
    assert "本机的字体里没有 " in said
    assert "个字，没有生成 PDF（Word 文件已生成）；请安装有这些字的中文字体再试" in said
    assert (tmp_path / "out/demo/通报.docx").is_file()
    assert list(tmp_path.rglob("*.pdf")) == []


def test_a_pdf_that_has_lost_a_sign_is_not_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def lossy(_office: str, _profile: Path, document: Path) -> None:
        blank = PdfWriter()
        blank.add_blank_page(100, 100)
        blank.write(document.with_suffix(".pdf"))

    monkeypatch.setattr(fonts, "installed", lambda: None)
    monkeypatch.setattr(libreoffice, "find", lambda: "soffice")
    monkeypatch.setattr(libreoffice, "_convert", lossy)
    (tmp_path / "out/demo").mkdir(parents=True)
    (tmp_path / "out/demo/通报.pdf").write_bytes(b"of an earlier run")
    code, said = run(Repo(tmp_path), capsys)
    assert code == 1
    assert "LibreOffice 生成的 PDF 比 通报.docx 少了 " in said
    assert list(tmp_path.rglob("*.pdf")) == []


# --- faces -------------------------------------------------------------------------------------


def face(*names: str, signs: str = "督察，") -> Face:
    return Face(names, tuple(range(ord(sign), ord(sign) + 1) for sign in signs))


OFFICIAL = ("仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体", "Calibri")


@pytest.mark.parametrize(
    ("installed", "chosen"),
    [
        ((face("Noto Serif CJK SC"), face("Noto Sans CJK SC")), "宋 宋 黑 宋 宋"),
        ((face("Noto Sans CJK SC"),), "黑 黑 黑 黑 黑"),
        (
            (face("FangSong", "仿宋"), face("SimHei", "黑体"), face("SimSun", "宋体")),
            "仿宋 宋体  - - 宋体".replace("  ", " "),
        ),
        ((face("My Own Font"),), "My_Own_Font " * 5),
        ((face("My Own Font", signs="督"),), "- - - - -"),
    ],
)
def test_which_face_stands_in(installed: tuple[Face, ...], chosen: str) -> None:
    short = {"宋": "Noto Serif CJK SC", "黑": "Noto Sans CJK SC", "My_Own_Font": "My Own Font"}
    wanted = [short.get(one, one) for one in chosen.split()]
    found = faces.stand_ins(OFFICIAL, "督察，", installed)
    assert [found.get(name, "-") for name in OFFICIAL] == [*wanted, "-"]


def test_signs_that_nobody_can_print_are_named_once() -> None:
    installed = (face("A", signs="督"), face("B", signs="察"))
    assert faces.without_glyph("督察 \u3000组\n组\ufe0f", installed) == "组"


def test_faces_are_found_wherever_a_document_names_them() -> None:
    assert printable.faces_of(line_ends()) == (
        *("仿宋_GB2312", "宋体", "方正小标宋简体", "楷体_GB2312", "黑体"),
    )

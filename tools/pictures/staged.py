"""Pictures of what people do: in a clone, with what the program really says and writes there."""

import re
import subprocess
import sys
from html import escape
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.properties import PageSetupProperties

from tests.demonstration import Demonstration
from tests.desk import desk
from tests.site.conftest import served
from tools.pictures import frames
from tools.pictures.camera import SETTLED_MS, Camera

SCHEME = "hangzhou-departments"
DRAFT_FILE = f"data/schemes/{SCHEME}/2017-12/findings/shi-fulian/fl-04.yaml"
DRAFT = """\
unit: shi-fulian
rule: guide-incomplet
date: 2017-12-28
summary: 办事指南写有“其他材料”，打 13588880000 也问不清楚
"""
"""The rule is misspelt, and a mobile number is in it."""
FILLED = {
    "单位": "教育局",
    "计分办法": "模糊",
    "发现日期": "2017-12-29",
    "摘要": "学籍变更的办事指南还有模糊的表述",
    "来源": "市级督查",
}
ANSWERS = "教育局\n模糊\n29\n学籍变更的办事指南还有模糊的表述\n\n市级督查\n\n\n2018-01-20\ny\ny\n"
BULLETIN = str(Path(sys.executable).with_name("bulletin"))
PROBLEM = re.compile(r"^(data\S+:\d+:\d+:) (\w+) (.*)$", re.MULTILINE)
ANSWER = re.compile(r"^([^（\s][^（\n]*：)(\S*)$(?=\n  →)", re.MULTILINE)


def stage(camera: Camera, folder: Path) -> None:
    """Take every picture that needs a clone."""
    _form(camera, folder / "form")
    root = _clone(folder / "clone").root
    _check(camera, root)
    _new(camera, root)
    _impact(camera, root)
    _workbook(camera, root, folder / "十二月.xlsx")
    _documents(camera, root, folder / "documents")
    _versions(camera, _clone(folder / "versions"), folder / "web")


def _clone(folder: Path) -> Demonstration:
    """A clone without an address of its own, as the repository is."""
    clone = Demonstration(folder)
    clone.git("checkout", "--", "data/site.yaml")
    return clone


def _form(camera: Camera, folder: Path) -> None:
    folder.mkdir()
    with desk(folder) as opened:
        page = camera.open(f"{opened.address}#/collections/{SCHEME}-2017-12/new", (900, 900))
        for label, text in FILLED.items():
            field = page.get_by_label(label).first
            field.fill(text)
            if field.get_attribute("role") == "combobox":
                field.press("Enter")
        page.get_by_label("单位").first.focus()
        page.wait_for_timeout(SETTLED_MS)
        camera.keep(page, "form")


def _check(camera: Camera, root: Path) -> None:
    """What is told of a draft, of all that is told."""
    (root / DRAFT_FILE).write_text(DRAFT, encoding="utf-8")
    lines = _said(root, "check").splitlines()
    at = [n for n, line in enumerate(lines) if line.startswith(DRAFT_FILE)]
    told = "\n".join(("…", *(line for n in at for line in lines[n : n + 2]), "…", lines[-1]))
    coloured = PROBLEM.sub(r"<i>\1</i> <u>\2</u> <b>\3</b>", escape(told, quote=False))
    frames.terminal(camera, "check", "check", coloured)
    (root / DRAFT_FILE).unlink()


def _new(camera: Camera, root: Path) -> None:
    """The end of a dialogue; what it writes stays."""
    said = escape(_said(root, "new", SCHEME, answers=ANSWERS), quote=False)
    shown = "…\n" + said[said.index("（整改期限") :]
    frames.terminal(camera, "new", f"new {SCHEME}", ANSWER.sub(r"\1<b>\2</b>", shown))


def _impact(camera: Camera, root: Path) -> None:
    frames.comment(camera, "impact", _said(root, "impact", "HEAD", "--format", "markdown"))


def _workbook(camera: Camera, root: Path, file: Path) -> None:
    """The first columns of the workbook, on one sheet as wide as they are."""
    _said(root, "export", SCHEME, "2017-12", "--xlsx", str(file))
    book = load_workbook(file)
    for other in book.worksheets[1:]:
        other.sheet_state = "hidden"
    sheet = book.worksheets[0]
    sheet.print_area = "A1:E16"
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    book.save(file)
    frames.sheets(camera, "workbook", [frames.to_pdf(file)], width=1120)


def _documents(camera: Camera, root: Path, folder: Path) -> None:
    _said(root, "word", "2017-11", "--out", str(folder))
    (notice,) = (folder / SCHEME).glob("反馈单/*市教育局.docx")
    made = map(frames.to_pdf, (folder / SCHEME / "通报.docx", notice))
    frames.sheets(camera, "word", made, width=1000)


def _versions(camera: Camera, clone: Demonstration, web: Path) -> None:
    """Two months one after another; the first was corrected, and its page says so."""
    for month in ("2017-08", "2017-09"):
        clone.publish(month)
    web.mkdir()
    archive = web.with_suffix(".tar")
    clone.git("archive", "--output", str(archive), "site")
    subprocess.run(["tar", "-xf", str(archive), "-C", str(web)], check=True)
    with served(web) as base:
        page = camera.open(f"{base}2017-08/{SCHEME}/2017-08/index.html", (1000, 760))
        page.locator(".md-version__current").hover(force=True)  # what opens covers it
        page.wait_for_timeout(SETTLED_MS)
        camera.keep(page, "correction")


def _said(root: Path, *words: str, answers: str = "") -> str:
    """What a command prints, as a person sees it."""
    run = subprocess.run(
        [BULLETIN, "--root", str(root), *words],
        input=answers,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return run.stdout

"""What pictures are set in that are not pages: a terminal, a comment, sheets of paper."""

import os
import subprocess
from base64 import b64encode
from collections.abc import Iterable
from pathlib import Path

from markdown import markdown  # type: ignore[import-untyped]

from tools.pictures.camera import Camera

TERMINAL = """<style>
body { margin: 0; background: #1d1f21; color: #d6d8d5; }
pre { margin: 0; padding: 18px 22px; white-space: pre-wrap; overflow-wrap: anywhere;
  font: 15px/1.6 "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace; }
b { color: #fff; }
i { color: #8abeb7; font-style: normal; }
u { color: #f0c674; text-decoration: none; }
</style>"""
COMMENT = """<style>
body { margin: 0; padding: 20px; background: #fff; color: #1f2328;
  font: 14px/1.6 "Noto Sans CJK SC", sans-serif; }
article { border: 1px solid #d1d9e0; border-radius: 6px; padding: 4px 18px 12px; }
table { border-collapse: collapse; }
th, td { border: 1px solid #d1d9e0; padding: 5px 11px; }
th { white-space: nowrap; }
</style>"""
PAPER = """<style>
body { margin: 0; padding: 24px; background: #e7e3dc;
  display: flex; gap: 24px; align-items: start; }
img { flex: 1; min-width: 0; box-shadow: 0 1px 6px #0005; }
</style>"""
SONG = "Noto Serif CJK SC"
"""Stands in for the fonts that official documents name and few machines outside offices have."""
NAMED = ("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "宋体")
DOTS_PER_INCH = 110


def terminal(camera: Camera, name: str, words: str, told: str) -> None:
    """A command with what it said, as HTML."""
    html = f"{TERMINAL}<pre>$ <b>.venv/bin/bulletin {words}</b>\n{told}</pre>"
    camera.keep(camera.show(html, 1000), name, whole=True)


def comment(camera: Camera, name: str, text: str) -> None:
    """A comment in Markdown, about as hosts of git show it."""
    html = f"{COMMENT}<article>{markdown(text, extensions=['tables'])}</article>"
    camera.keep(camera.show(html, 1000), name, whole=True)


def sheets(camera: Camera, name: str, documents: Iterable[Path], *, width: int) -> None:
    """The first sheets of documents side by side, as on a table."""
    images = "".join(f'<img src="data:image/png;base64,{_first(pdf)}">' for pdf in documents)
    camera.keep(camera.show(PAPER + images, width), name, whole=True)


def _first(pdf: Path) -> str:
    image = pdf.with_suffix(".png")
    command = ["pdftoppm", "-png", "-r", str(DOTS_PER_INCH), "-singlefile"]
    subprocess.run([*command, str(pdf), str(image.with_suffix(""))], check=True)
    return b64encode(image.read_bytes()).decode()


def to_pdf(document: Path) -> Path:
    """What LibreOffice makes of a document or a workbook."""
    fonts = document.with_suffix(".conf")
    fonts.write_text(_fonts(), encoding="utf-8")
    command = ["soffice", f"-env:UserInstallation=file://{document.parent}/office", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(document.parent), str(document)]
    env = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
    subprocess.run(command, check=True, capture_output=True, env=env)
    return document.with_suffix(".pdf")


def _fonts() -> str:
    prefer = f"<prefer><family>{SONG}</family></prefer>"
    aliases = "".join(
        f'<alias binding="same"><family>{name}</family>{prefer}</alias>' for name in NAMED
    )
    return f"<fontconfig><include>/etc/fonts/fonts.conf</include>{aliases}</fontconfig>"

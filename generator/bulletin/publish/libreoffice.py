"""PDF of Word documents, by LibreOffice where it is installed, and read back: no sign is lost."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from bulletin.exchange.word import faces, printable
from bulletin.publish import fonts

_LONGEST = 300
"""So many seconds a document may take."""
_ELSEWHERE = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
"""Where LibreOffice is on systems that do not put it among the commands."""
_MOST = 5
"""So many lost signs are named."""
_IN_WORD = "可以在 Word 里另存为 PDF"


class NoPdfError(Exception):
    """There is no LibreOffice that makes PDF; the words are Chinese, and say why."""


class LossyPdfError(Exception):
    """A PDF would not say all that its document says; the words are Chinese."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The PDF files, and which faces stand in for which in them (Chinese; empty for none)."""

    paths: tuple[Path, ...]
    stand_ins: str


def to_pdf(documents: Iterable[Path]) -> Printed:
    """Write the PDF of each document beside it; where one would lose a sign, none is written.

    Raises ``NoPdfError`` and ``LossyPdfError``; then no PDF is left of an earlier run either.
    """
    office = find()
    if office is None:
        raise NoPdfError(f"没有安装 LibreOffice，没有生成 PDF；{_IN_WORD}")
    contents = {path: path.read_bytes() for path in documents}
    targets = {path: path.with_suffix(".pdf") for path in contents}
    for pdf in targets.values():
        pdf.unlink(missing_ok=True)
    chosen = _stand_ins(contents)
    with TemporaryDirectory(prefix="bulletin-") as folder:
        converted = _converted(office, Path(folder), contents, chosen)
        for path, pdf in targets.items():
            shutil.move(converted[path], pdf)
    return Printed(tuple(targets.values()), faces.told(chosen))


def find() -> str | None:
    """Return the program that is LibreOffice; None where there is none."""
    return shutil.which("soffice") or next((p for p in _ELSEWHERE if Path(p).is_file()), None)


def _stand_ins(contents: Mapping[Path, bytes]) -> Mapping[str, str]:
    installed = fonts.installed()
    if installed is None:
        return {}
    text = "".join(map(printable.text_of, contents.values()))
    unprintable = faces.without_glyph(text, installed)
    if unprintable:
        raise LossyPdfError(
            f"本机的字体里没有{_some(unprintable)}，没有生成 PDF（Word 文件已生成）；"
            "请安装有这些字的中文字体再试，如 apt-get install fonts-noto-cjk；或者"
            f"把 Word 文件拿到装有公文字体的电脑上，{_IN_WORD}"
        )
    named = {name for content in contents.values() for name in printable.faces_of(content)}
    return faces.stand_ins(sorted(named), text, installed)


def _some(signs: str) -> str:
    shown = " ".join(signs[:_MOST])
    return f" {shown} 等 {len(signs)} 个字" if len(signs) > _MOST else f" {shown} "


def _converted(
    office: str, folder: Path, contents: Mapping[Path, bytes], chosen: Mapping[str, str]
) -> dict[Path, Path]:
    """Convert copies in a folder, with a profile of their own; each PDF by its document.

    Another LibreOffice may be open, and keeps its profile.
    """
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    settings = _settings(chosen)
    (profile / "user" / "registrymodifications.xcu").write_bytes(settings.encode())
    converted = {}
    for number, (path, content) in enumerate(contents.items()):
        copy = folder / f"{number}.docx"
        copy.write_bytes(printable.without_overhang(content))
        _convert(office, profile, copy)
        converted[path] = copy.with_suffix(".pdf")
        _refuse_loss(path, content, converted[path])
    return converted


def _refuse_loss(path: Path, content: bytes, pdf: Path) -> None:
    if not pdf.is_file():
        raise NoPdfError(
            "LibreOffice 没有生成 PDF，可能没有装 Writer（apt-get install libreoffice-writer）；"
            f"{_IN_WORD}"
        )
    try:
        printed = "".join(page.extract_text() for page in PdfReader(pdf).pages)
    except PyPdfError as error:
        raise NoPdfError(f"LibreOffice 生成的 PDF 读不出来，没有留下；{_IN_WORD}") from error
    lost = printable.lost(printable.text_of(content), printed)
    if lost:
        raise LossyPdfError(
            f"LibreOffice 生成的 PDF 比 {path.name} 少了 {sum(lost.values())} 个字符："
            f"{_some(''.join(lost))}，没有留下 PDF（Word 文件已生成）；{_IN_WORD}"
        )


def _settings(chosen: Mapping[str, str]) -> str:
    """The profile's table of replaced faces, which counts for whatever part names them."""
    pairs = "".join(_pair(at, name, face) for at, (name, face) in enumerate(chosen.items()))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f'<item oor:path="{_TABLE}">{_property("Replacement", "true")}</item>{pairs}</oor:items>\n'
    )


_TABLE = "/org.openoffice.Office.Common/Font/Substitution"


def _pair(number: int, name: str, face: str) -> str:
    rows = (
        *(("ReplaceFont", name), ("SubstituteFont", face)),
        *(("Always", "true"), ("OnScreenOnly", "false")),
    )
    inside = "".join(_property(key, value) for key, value in rows)
    return (
        f'<item oor:path="{_TABLE}/FontPairs"><node oor:name="_{number}" oor:op="replace">'
        f"{inside}</node></item>"
    )


def _property(name: str, value: str) -> str:
    return f'<prop oor:name="{name}" oor:op="fuse"><value>{escape(value)}</value></prop>'


def _convert(office: str, profile: Path, document: Path) -> None:
    """Run LibreOffice; it ends with us, with the programs that it starts."""
    command = [office, f"-env:UserInstallation={profile.resolve().as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(document.parent), str(document)]
    quiet = subprocess.DEVNULL
    with (
        suppress(OSError, subprocess.TimeoutExpired),
        subprocess.Popen(
            command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        ) as run,
    ):
        try:
            run.wait(_LONGEST)
        except BaseException:  # Ctrl-C too
            _end(run)
            raise


def _end(run: "subprocess.Popen[bytes]") -> None:
    """End a program with its children, which on Windows end by themselves."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError):
            os.killpg(run.pid, signal.SIGTERM)
    else:
        run.terminate()

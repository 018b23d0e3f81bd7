"""PDF of Word documents, by LibreOffice where it is installed."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

_LONGEST = 300
"""So many seconds it may take, for all documents together."""


class NoPdfError(Exception):
    """There is no PDF; the words are Chinese, and say why."""


def to_pdf(documents: Iterable[Path]) -> tuple[Path, ...]:
    """Write the PDF of each document beside it.

    A profile of its own each time: another LibreOffice may be open, and keeps its own.
    """
    office = shutil.which("soffice")
    if office is None:
        raise NoPdfError("没有安装 LibreOffice，没有生成 PDF；可以在 Word 里另存为 PDF")
    wanted = tuple(path.with_suffix(".pdf") for path in documents)
    for pdf in wanted:
        pdf.unlink(missing_ok=True)
        _convert(office, pdf)
    if not all(pdf.is_file() for pdf in wanted):
        raise NoPdfError(
            "LibreOffice 没有生成 PDF，可能没有装 Writer（apt-get install libreoffice-writer）；"
            "可以在 Word 里另存为 PDF"
        )
    return wanted


def _convert(office: str, pdf: Path) -> None:
    with tempfile.TemporaryDirectory() as profile:
        command = [office, f"-env:UserInstallation=file://{profile}", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", str(pdf.parent)]
        document = str(pdf.with_suffix(".docx"))
        try:
            subprocess.run([*command, document], check=False, capture_output=True, timeout=_LONGEST)
        except (OSError, subprocess.TimeoutExpired):
            return

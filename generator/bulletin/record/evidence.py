"""Evidence is known by its hash: a file stays where it is, and nothing of it is copied."""

from hashlib import file_digest
from pathlib import Path
from typing import Any
from unicodedata import normalize

from bulletin.load.file import plain
from bulletin.model.month import Evidence, Finding

Data = dict[str, Any]


def digest(file: Path) -> str:
    """Return the SHA-256 of a file; raises ``OSError`` where it cannot be read."""
    with file.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()


def known(finding: Finding, sha256: str) -> Evidence | None:
    """Return the piece of evidence that is this very file."""
    return next((evidence for evidence in finding.evidence if evidence.sha256 == sha256), None)


def piece(file: Path, sha256: str, kind: str, ref: str) -> Data:
    """Return what a finding says of a file: its kind, its name, where it is kept, its hash."""
    title = normalize("NFC", file.name)
    fields = {"kind": kind, "title": title, "ref": ref, "sha256": sha256}
    return {key: value for key, value in fields.items() if value}


def added(root: Path, finding: Finding, pieces: list[Data]) -> Data:
    """Return what the file of a finding says, with more evidence behind what it has."""
    data: Data = plain(root, finding.place.path)  # it was read before
    so_far = data.get("evidence", ())
    listed = [so_far] if isinstance(so_far, str) else [*so_far]
    return {**data, "evidence": [*listed, *pieces]}

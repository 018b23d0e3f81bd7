"""The faces that are installed, as fontconfig lists them."""

import shutil
import subprocess

from bulletin.exchange.word.faces import Face

_SECONDS = 60


def installed() -> tuple[Face, ...] | None:
    """Return the faces that can be scaled; None where there is no fontconfig to ask.

    Windows and macOS have none: there the official faces, or Apple's, come with the system.
    """
    listing = shutil.which("fc-list")
    if listing is None:
        return None
    command = [listing, ":scalable=true", "--format", "%{family}\t%{charset}\n"]
    try:
        done = subprocess.run(
            command, check=True, capture_output=True, timeout=_SECONDS, encoding="utf-8"
        )
    except (OSError, subprocess.SubprocessError):
        return None
    rows = (row.partition("\t") for row in done.stdout.splitlines() if "\t" in row)
    return tuple(Face(tuple(names.split(",")), _ranges(signs)) for names, _, signs in rows)


def _ranges(signs: str) -> tuple[range, ...]:
    """Read hexadecimal ranges.

    >>> _ranges("20-7e a0")
    (range(32, 127), range(160, 161))
    """
    ends = (signs_range.partition("-") for signs_range in signs.split())
    return tuple(range(int(low, 16), int(high or low, 16) + 1) for low, _, high in ends)

"""What a commit message names: the pull request, the commit it reverts or was picked from."""

import re

from bulletin.privacy import masked

_MOST = 80
_ID = r"([0-9a-f]{7,64})\b"
_REQUESTS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"^Merge pull request ([#!][0-9]{1,9}) from ",  # GitHub; Gitee writes !12
        r"^See merge request \S*?(![0-9]{1,9})$",  # GitLab, in the body
        r"\AMerge pull request [^\n]*\((#[0-9]{1,9})\) from ",  # Gitea, Forgejo
        r"\A[^\n]*\((#[0-9]{1,9})\)$",  # squashed, on any of them
    )
)
_REVERT = re.compile(rf"^This reverts commit {_ID}", re.MULTILINE)
_PICK = re.compile(rf"^\(cherry picked from commit {_ID}\)$", re.MULTILINE)


def request(message: str) -> str:
    r"""Return the pull request that a message names, as its host spells it; empty without one.

    >>> request("Merge pull request #12 from a/b"), request("T\n\nSee merge request g/p!7")
    ('#12', '!7')
    >>> request("Merge pull request 'T' (#12) from b into main"), request("修改 (#3)")
    ('#12', '#3')
    >>> request('Revert "修改 (#3)"'), request("see (#3) for more"), request("T\n\n(#3)")
    ('', '', '')
    """
    matches = (pattern.search(message) for pattern in _REQUESTS)
    return next((match[1] for match in matches if match), "")


def reverted(message: str) -> str:
    """Return the commit that a message says it takes back; empty without one."""
    return _only(_REVERT, message)


def picked(message: str) -> str:
    """Return the commit from which a message says it was copied: the last one, if several."""
    return _only(_PICK, message)


def _only(pattern: re.Pattern[str], message: str) -> str:
    numbers = pattern.findall(message)
    return str(numbers[-1]) if numbers else ""


def clean(text: str, most: int = _MOST) -> str:
    r"""Return a text without unseen signs and personal data, no longer than it may be.

    Once committed, such data can be taken out of the files, but not out of their history.

    >>> clean("张\u202e三\x1b[1m"), clean("x" * 90, 5), clean("致电 138\u200b-1234-5678")
    ('张三[1m', 'xxxx…', '致电 138****5678')
    """
    seen = "".join(s if s.isprintable() else " " if s.isspace() else "" for s in text)
    seen = masked(seen)
    return seen if len(seen) <= most else f"{seen[: most - 1]}…"

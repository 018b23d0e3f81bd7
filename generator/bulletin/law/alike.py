"""How alike two summaries are, once the words that decide nothing are left out.

Out go counts, the words of looking again (仍、又、督查组发现), and whatever the rule itself says:
two findings under one rule always share its words. What is left is compared sign by sign.
"""

import re
import unicodedata
from collections.abc import Iterator

from rapidfuzz.distance import Indel

from bulletin.text import UserText

_SIGNS = re.compile(r"[\W_]+")
_COUNTS = r"第?[0-9一二三四五六七八九十两几]+[个件份项家类次月天日处名]*(?:工作日|以上|以内)?"
_AGAIN = "[省市县区]?督查组|发现|查到|抽查|再次|仍|又|还|没有|未|到期|的"
_EMPTY = re.compile(f"{_COUNTS}|{_AGAIN}")
_RUN = 2


def bare(text: UserText) -> str:
    """The words of a text without signs, spaces and widths.

    >>> bare(UserText("办事指南，缺少“收费 依据”。"))
    '办事指南缺少收费依据'
    """
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text.raw)).lower()


def own_words(summary: UserText, rule: UserText) -> str:
    """What a summary says beyond its rule; spaces stand for what is left out.

    >>> own_words(UserText("又查到3件食品许可超时限1天"), UserText("超过时限的")).split()
    ['食品许可超']
    """
    text, clause = _EMPTY.sub(" ", bare(summary)), bare(rule)
    said = [i for i in range(len(text) - 1) if text[i : i + _RUN] in clause]
    covered = {i + j for i in said for j in range(_RUN)}
    return "".join(" " if i in covered else sign for i, sign in enumerate(text))


def percent(one: str, other: str) -> int:
    """How much of two texts of own words is the same, in the same order: 0 to 100.

    >>> percent("食品经营许可", "药品零售许可")
    50
    """
    one, other = one.replace(" ", ""), other.replace(" ", "")
    together = len(one) + len(other)
    return 100 * Indel.similarity(one, other) // together if together else 100


def shared(one: str, other: str) -> Iterator[str]:
    """The words of two signs or more that two texts of own words share.

    >>> list(shared("又食品经营许可", "食品  许可"))
    ['食品', '许可']
    """
    for block in Indel.opcodes(one, other):
        if block.tag == "equal":
            words = one[block.src_start : block.src_end].split()
            yield from (word for word in words if len(word) >= _RUN)

"""Personal data in its plain ways of writing, as patterns that a browser can follow.

A form on a git host has nobody behind it who checks a text before it is committed; these patterns
do, at the field. They are few and certain: whatever they find, ``privacy`` finds, not the reverse.
"""

from typing import Any

from bulletin.privacy import PersonalKind

_ALONE = r"(?<![0-9A-Za-z.])"
_END = r"(?![0-9A-Za-z])"
_AMOUNT = r"(?!(?:\.[0-9]{1,4})? {0,2}(?:[万亿]|[美欧日港]?元|吨|平方))"
_REGION = "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])[0-9]{4}"
_DAY = (
    "(?:(?:0[13578]|1[02])(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)(?:0[1-9]|[12][0-9]|30)"
    "|02(?:0[1-9]|[12][0-9]))"
)
_MOBILE = rf"(?<![0-9A-Za-z.第¥￥$])1[3-9][0-9]([ -]?)[0-9]{{4}}\1[0-9]{{4}}{_END}{_AMOUNT}(?!号)"
_IDENTITY = rf"{_ALONE}{_REGION}(?:19|20)[0-9]{{2}}{_DAY}[0-9]{{3}}[0-9Xx]{_END}"
_CARD = rf"{_ALONE}(?:62[0-9]{{14,17}}|4[0-9]{{15}}|5[1-5][0-9]{{14}}){_END}{_AMOUNT}"
_EMAIL = r"(?<![0-9A-Za-z._+-])[A-Za-z0-9._+-]+@[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*\.[A-Za-z]{2,}"
_PATTERNS = (
    (PersonalKind.MOBILE, _MOBILE, ""),
    (PersonalKind.IDENTITY, _IDENTITY, "identity"),
    (PersonalKind.CARD, _CARD, "card"),
    (PersonalKind.EMAIL, _EMAIL, ""),
)
PLAIN: tuple[dict[str, Any], ...] = tuple(
    {"title": kind.title, "pattern": pattern, "proof": proof} for kind, pattern, proof in _PATTERNS
)
"""What each is called, its pattern, and which check digit it has to have."""

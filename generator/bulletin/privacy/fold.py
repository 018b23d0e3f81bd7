"""Digits and signs in any script to ASCII, one sign for one, so that places stay the same."""

import re
import unicodedata

_NUMERALS = "〇零○幺一二三四五六七八九壹贰叁肆伍陆柒捌玖"
_SPOKEN = dict(zip(_NUMERALS, "0001123456789123456789", strict=True))
DIGIT = rf"[0-9０-９①-⑨⓪𝟎-𝟿{_NUMERALS}]"
"""Whatever may be read as one digit."""
SEPARATOR = r"[\s\-‐-―－−~～_.．·•・‧∙/／|()（）\[\]［］【】「」{}<>\ufe0f\u20e3]"
"""What people put between the groups of a number; commas stand between numbers."""
_HEX = re.compile(r"[0-9A-Fa-f]{32,}")


def fold(text: str, *, numerals: bool = False) -> str:
    """Return a text of the same length with ASCII digits, letters and signs.

    Chinese and circled numerals count as digits only where ``numerals`` are asked for: before a
    number they may belong to the sentence. Check sums are blotted out.

    >>> fold("电话①：１３８－一二"), fold("电话①：１３８－一二", numerals=True)
    ('电话①:138-一二', '电话1:138-12')
    """
    blotted = _HEX.sub(lambda match: "x" * len(match[0]), text)
    if blotted.isascii():
        return blotted
    return "".join(sign if sign.isascii() else _folded(sign, numerals) for sign in blotted)


def _folded(sign: str, numerals: bool) -> str:  # noqa: FBT001 - within this module
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    if numerals and (sign in _SPOKEN or sign.isdigit()):
        return _SPOKEN.get(sign) or str(unicodedata.digit(sign))
    alike = unicodedata.normalize("NFKC", sign)
    return alike if len(alike) == 1 and not alike.isdigit() else sign

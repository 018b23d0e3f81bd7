"""What belongs to a person and has letters: licence plates and e-mail addresses."""

import re
from collections.abc import Iterator

from bulletin.privacy.fold import DIGIT, SEPARATOR
from bulletin.privacy.span import PersonalKind, Span

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PROVINCE = f"[{_PROVINCES}]"
_S = SEPARATOR
_SIGN = "[A-HJ-NP-Z0-9]"
_LAST = "[挂学警港澳领]"
_BODY = (
    rf"(?:{_SIGN}{{4}}{_S}{{0,2}}{_LAST}|{_SIGN}(?:{_S}{{1,2}}{_SIGN}){{3}}{_S}{{0,2}}{_LAST}"
    rf"|{_SIGN}{{5,6}}|{_SIGN}(?:{_S}{{1,2}}{_SIGN}){{4,5}}|{_SIGN}{{2,3}}{_S}{_SIGN}{{2,4}})"
)
_PLATE = re.compile(
    rf"(?<![更刷创革全最高])(?P<city>{_PROVINCE}{_S}{{0,2}}[A-HJ-NP-Z])"
    rf"{_S}{{0,3}}(?P<body>{_BODY})(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_ORDINARY = re.compile(r"(?=(?:.*\d){3})[A-Z0-9]{5}")
_ENERGY = re.compile(r"[A-HJK][A-Z0-9][0-9]{4}|[0-9]{5}[A-HJK]")
_SPECIAL = re.compile(r"(?=(?:.*\d){3})[A-Z0-9]{4}[挂学警港澳领]")
_SERVICE = re.compile(
    rf"(?<![0-9A-Za-z])WJ{_S}?{_PROVINCE}?{_S}?\d{{4}}[0-9A-Z](?![0-9A-Za-z])"
    r"|(?<![0-9A-Za-z])[VZKHEBSLJNGC][A-Z][·•]\d{5}(?!\d)"
    r"|使[0-3]\d{2}[·•. -]?\d{3}(?!\d|[万亿元人户件次个家])"
)

_AT = r"(?:@|艾特|[(\[【]\s?(?:at|@|艾特)\s?[)\]】])"
_DOT = r"(?:[.。·]|点|[(\[【]\s?(?:dot|点|\.)\s?[)\]】])"
_LABEL = r"[a-z0-9](?:-|\s?[a-z0-9])*"
_PROVIDERS = r"(?:qq|163|126|139|189|sina|sohu|yeah|aliyun|gmail|outlook|hotmail|foxmail)"
_EMAIL = re.compile(
    rf"(?P<local>(?<![a-z0-9_.+-])[a-z0-9_.+-]++|\w)\s{{0,2}}(?:{_AT}\s{{0,2}}(?:{_LABEL}\s{{0,2}}{_DOT}\s{{0,2}})+"
    rf"[a-z](?:\s?[a-z])+|(?:#|\sat\s){_PROVIDERS}{_DOT}(?:com|cn|net))",
    re.IGNORECASE,
)
HINT = re.compile(
    rf"[@＠#艾使A-ZＡ-Ｚ\s(（\[［【{_PROVINCES}]"
    rf"(?:(?<=[@＠#])|(?<=艾)特|(?<=[\s(（\[［【])[aAａＡ][tTｔＴ][\s)）\]］】]"
    rf"|(?<=[WＷ])[JＪ]|(?<=使){DIGIT}|(?<=[A-ZＡ-Ｚ])[·•]{DIGIT}"
    rf"|(?<=[{_PROVINCES}]){_S}{{0,2}}[A-Za-zＡ-Ｚａ-ｚ]{_S}{{0,3}}(?:{DIGIT}|[A-Za-zＡ-Ｚａ-ｚ]))"
)
"""Where none of these is, there is neither. It begins with one set, which makes it fast."""


def spans(folded: str) -> Iterator[Span]:
    """Go through the plates and addresses; the text is folded."""
    for match in _EMAIL.finditer(folded):
        yield Span(PersonalKind.EMAIL, *match.span(), f"{match['local'][0]}****@****")
    for match in _PLATE.finditer(folded):
        body = re.sub(_S, "", match["body"]).upper()
        if any(kind.fullmatch(body) for kind in (_ORDINARY, _ENERGY, _SPECIAL)):
            city = re.sub(_S, "", match["city"]).upper()
            yield Span(PersonalKind.PLATE, *match.span(), f"{city}****{body[-2:]}")
    for match in _SERVICE.finditer(folded):
        yield Span(PersonalKind.PLATE, *match.span(), f"{match[0][:2]}****{match[0][-2:]}")

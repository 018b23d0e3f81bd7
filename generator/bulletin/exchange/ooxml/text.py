r"""The texts of a workbook (ECMA-376-1 22.9.2.19, ST_Xstring): ``_xHHHH_`` is a character."""

import re

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LIKE_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def decoded(text: str) -> str:
    r"""The text that is meant; ``_x005F_`` is the underscore of an escape that is none.

    Two halves of a character beyond the first plane are put together; a lone half stays.

    >>> decoded("a_x000D_b"), decoded("_x005F_x000D_"), decoded("_xD83D__xDE00_")
    ('a\rb', '_x000D_', '😀')
    """
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if any("\ud800" <= sign <= "\udfff" for sign in plain):
        return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return plain


def encoded(text: str, underscore: str = "_") -> str:
    r"""The text as it is written, so that what looks like an escape stays what it is.

    Escapes that share an underscore are each told, unlike a search for whole ones would.

    >>> encoded("_x000D_"), decoded(encoded("_x0041_x0042_"))
    ('_x005F_x000D_', '_x0041_x0042_')
    """
    return _LIKE_ESCAPE.sub(f"{underscore}x005F{underscore}", text)


def units(text: str) -> int:
    """How long a text is as a spreadsheet counts, in UTF-16 units.

    >>> units("字"), units("😀")
    (1, 2)
    """
    return len(text) + sum(sign > "\uffff" for sign in text)

"""Which face stands in for one that official documents name and this machine has not.

The names are those of GB/T 9704-2012 as Windows, macOS, Founder and the free fonts write them. A
face that is lacking gives way to one of its own class, then to one of the next class.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from unicodedata import category

_FANGSONG = (
    *("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "华文仿宋", "STFangsong"),
    *("方正仿宋_GB2312", "方正仿宋_GBK", "方正仿宋简体", "FZFangSong-Z02", "FZFangSong-Z02S"),
    *("朱雀仿宋", "Zhuque Fangsong", "Zhuque Fangsong (technical preview)"),
)
_KAITI = (
    *("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "华文楷体", "STKaiti", "Kaiti SC"),
    *("方正楷体_GB2312", "方正楷体_GBK", "方正楷体简体", "FZKai-Z03", "FZKai-Z03S"),
    *("霞鹜文楷", "LXGW WenKai", "AR PL UKai CN", "AR PL KaitiM GB"),
)
_SONG = (
    *("宋体", "SimSun", "新宋体", "NSimSun", "华文宋体", "STSong", "Songti SC"),
    *("方正书宋_GBK", "方正书宋简体", "FZShuSong-Z01", "FZShuSong-Z01S"),
    *("Noto Serif CJK SC", "Noto Serif SC", "思源宋体", "Source Han Serif SC"),
    *("Source Han Serif CN", "AR PL UMing CN", "AR PL SungtiL GB"),
)
_HEITI = (
    *("黑体", "SimHei", "华文黑体", "STHeiti", "Heiti SC", "PingFang SC"),
    *("方正黑体_GBK", "方正黑体简体", "FZHei-B01", "FZHei-B01S"),
    *("微软雅黑", "Microsoft YaHei", "等线", "DengXian"),
    *("Noto Sans CJK SC", "Noto Sans SC", "思源黑体", "Source Han Sans SC", "Source Han Sans CN"),
    *("文泉驿正黑", "WenQuanYi Zen Hei", "文泉驿微米黑", "WenQuanYi Micro Hei"),
    "Droid Sans Fallback",
)
_TITLE = (
    *("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05", "FZXiaoBiaoSong-B05S"),
    *("华文中宋", "STZhongsong"),
)
_CHAINS = (
    (_FANGSONG, (_FANGSONG, _SONG, _KAITI, _HEITI)),
    (_KAITI, (_KAITI, _SONG, _FANGSONG, _HEITI)),
    (_HEITI, (_HEITI, _SONG, _FANGSONG, _KAITI)),
    (_TITLE, (_TITLE, _SONG, _HEITI, _FANGSONG, _KAITI)),
    (_SONG, (_SONG, _FANGSONG, _HEITI, _KAITI)),
)
_FIRST_CHINESE = "⺀"
_NO_GLYPH = {"Cc", "Cf", "Cs", "Mn", "Zl", "Zp", "Zs"}
"""Categories of signs that print nothing of their own."""


@dataclass(frozen=True, slots=True)
class Face:
    """An installed face: its names in all languages, and the signs for which it has a glyph."""

    names: tuple[str, ...]
    covers: tuple[range, ...]

    def has(self, sign: str) -> bool:
        """Tell whether the face has a glyph for a sign."""
        return any(ord(sign) in each for each in self.covers)


def is_chinese(text: str) -> bool:
    """Tell whether a text has a sign of the Chinese blocks.

    >>> is_chinese("仿宋_GB2312"), is_chinese("Times New Roman")
    (True, False)
    """
    return any(sign >= _FIRST_CHINESE for sign in text)


def without_glyph(text: str, installed: Sequence[Face]) -> str:
    """The signs of a text that no installed face can print, each once, in order."""
    signs = sorted({sign for sign in text if category(sign) not in _NO_GLYPH})
    return "".join(sign for sign in signs if not any(face.has(sign) for face in installed))


def stand_ins(named: Iterable[str], text: str, installed: Sequence[Face]) -> Mapping[str, str]:
    """The faces that are named and not installed, each with the installed one that stands in.

    Only faces for Chinese count: Latin ones have stand-ins everywhere.
    """
    names = {name.casefold() for face in installed for name in face.names}
    lacking = [n for n in named if n.casefold() not in names and (is_chinese(n) or _listed(n))]
    chosen = {name: next(_candidates(name, text, installed, names), None) for name in lacking}
    return {name: face for name, face in sorted(chosen.items()) if face}


def _listed(name: str) -> bool:
    return any(name.casefold() in {n.casefold() for n in own} for own, _ in _CHAINS)


def _candidates(
    name: str, text: str, installed: Sequence[Face], names: Collection[str]
) -> Iterator[str]:
    """Faces of the list that are installed, then any other that has the text's Chinese signs."""
    own = {n.casefold(): order for members, order in _CHAINS for n in members}
    order = own.get(name.casefold(), (_SONG, _FANGSONG, _HEITI, _KAITI))
    yield from (face for face in chain.from_iterable(order) if face.casefold() in names)
    signs = {sign for sign in text if is_chinese(sign)}
    for face in sorted(installed, key=lambda face: face.names):
        if all(map(face.has, signs)):
            yield face.names[0]


def told(chosen: Mapping[str, str]) -> str:
    """Say in Chinese which faces stand in for which.

    >>> told({"仿宋_GB2312": "Songti SC", "黑体": "Heiti SC", "楷体": "Songti SC"})
    '仿宋_GB2312、楷体用 Songti SC 代替，黑体用 Heiti SC 代替'
    """
    by_face: dict[str, list[str]] = {}
    for name, face in chosen.items():
        by_face.setdefault(face, []).append(name)
    return "，".join(f"{'、'.join(names)}用 {face} 代替" for face, names in by_face.items())

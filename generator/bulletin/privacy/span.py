"""What was found in a text: its kind, where it stands, and how it may be quoted."""

from dataclasses import dataclass
from enum import Enum


class PersonalKind(Enum):
    """The kinds of personal data; where two overlap, the one that is listed first counts."""

    EMAIL = "电子邮箱"
    IDENTITY = "居民身份证号码"
    CARD = "银行卡号"
    MOBILE = "手机号码"
    PLATE = "车牌号码"
    LANDLINE = "固定电话号码"

    @property
    def title(self) -> str:
        """The name of the kind."""
        return self.value


@dataclass(frozen=True, slots=True)
class Span:
    """Personal data from ``start`` to before ``end``; ``shown`` leaves out most of its signs."""

    kind: PersonalKind
    start: int
    end: int
    shown: str

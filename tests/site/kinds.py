"""Pages of every kind in the demonstration, to be opened in a browser."""

from collections.abc import Mapping

from bulletin.pages.kinds import KINDS
from bulletin.view import links

HANGZHOU, ZHEJIANG, NANTONG = "hangzhou-departments", "zhejiang-inspection", "nantong-evaluation"
EXAMPLES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "scheme": ((NANTONG,), (HANGZHOU,), (ZHEJIANG,)),
    "month": ((NANTONG, "2017-11"), (HANGZHOU, "2017-08"), (ZHEJIANG, "2017-12")),
    "compare": ((ZHEJIANG, "2017-09"), (HANGZHOU, "2017-09")),
    "round_": ((ZHEJIANG, "2017-12", "december"),),
    "recheck": ((ZHEJIANG, "2017-12"),),
    "sheet": (
        (NANTONG, "2017-11", "nt-kaifaqu"),
        (HANGZHOU, "2017-08", "shi-gonganju"),
        (ZHEJIANG, "2017-12", "zj-huzhou"),
    ),
    "unit": ((ZHEJIANG, "zj-huzhou"), (HANGZHOU, "shi-gonganju"), (NANTONG, "nt-chongchuan")),
    "criterion": (
        (ZHEJIANG, "5"),
        (ZHEJIANG, "4"),
        (HANGZHOU, "1.1"),
        (HANGZHOU, "1.1.3"),
        (NANTONG, "2"),
    ),
    "department": ((NANTONG, "hm-shenpiju"),),
    "award": ((HANGZHOU, "2017"),),
    "findings": ((HANGZHOU,),),
    "rubric": ((ZHEJIANG,), (HANGZHOU,), (NANTONG,)),
    "readings": ((NANTONG,), (HANGZHOU,), (ZHEJIANG,)),
}
"""What the address of each kind is made of; the first is the one that is looked at most closely."""
OTHERS = (
    links.HOME,
    links.ABOUT,
    "404.html",
    *(address for address, _ in links.HELP.values() if "/guide/" in address),
)
_EXAMPLES = [(kind, EXAMPLES.get(kind.name, ())) for kind in KINDS]
FIRST = tuple(kind.address(*parts) for kind, examples in _EXAMPLES for parts in examples[:1])
EVERY = tuple(kind.address(*parts) for kind, examples in _EXAMPLES for parts in examples)

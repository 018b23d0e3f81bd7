"""A month's findings as a script: compact columns, for a page that may be opened from a disk."""

import json
from collections.abc import Iterable

from bulletin.language import Language, _
from bulletin.number import plain
from bulletin.trace import UnitScore
from bulletin.view.edition import Edition
from bulletin.view.findings import FindingView, Pair

_UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
_OWN = frozenset({"id", "text"})
"""The columns that hold texts; the others hold numbers of texts in ``strings``."""


def to_script(edition: Edition, month: str, pairs: Iterable[Pair], language: Language) -> str:
    """Write the rows by column; what has a name is an id, a tab, and the name."""
    strings: dict[str, int] = {}
    columns: dict[str, list[str | int]] = {}
    for score, view in pairs:
        for name, text in _row(edition, score, view, language).items():
            cell = text if name in _OWN else strings.setdefault(text, len(strings))
            columns.setdefault(name, []).append(cell)
    body = {"month": month, "strings": list(strings), "columns": columns}
    written = json.dumps(body, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)
    return f"(self.findings=self.findings||[]).push({written});\n"


def _row(
    edition: Edition, score: UnitScore, view: FindingView, language: Language
) -> dict[str, str]:
    f, rule = view.finding, view.rule
    node = edition.node(view.month, rule.criterion) if rule else None
    due = view.due if view.stands else None
    return {
        "id": f.id,
        "date": f.date.isoformat(),
        "unit": f"{score.unit}\t{score.name}",
        "rule": f"{f.rule}\t{rule.text.raw if rule else f.rule}",
        "criterion": f"{node.id}\t{node.name}" if node else "",
        "source": view.source,
        "method": language.say(view.method),
        "place": view.place_name,
        "state": language.say(view.state),
        "mending": language.say(view.rectification),
        "due": due.isoformat() if due else "",
        "points": plain(view.change),
        "whole": language.say(_("整项不得分")) if view.forfeit is not None else "",
        "text": f.summary.raw,
    }

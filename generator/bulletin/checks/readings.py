"""Readings: every option sets something that exists."""

from collections.abc import Iterator, Mapping, Sequence

from bulletin.checks.registry import Subject
from bulletin.checks.view import RubricView
from bulletin.checks.words import Choices, error
from bulletin.law.actions import ActionKey, parts_of
from bulletin.problem import Code, Problem

check = Subject[RubricView]()

SETTING = Code("R021", "口径的设定落空", "口径各答案的 set 必须指到细则或办法里有的东西。")

MODIFIER_KEYS = ("text", "clause", "when", "sources", "of", "growth", "counts", "factor")
RULE_KEYS = (
    "text", "clause", *ActionKey,
    "applies_to", "months", "from", "until", "exempt_reasons", "disqualifies",
    "status", "reason", "replaces", "note", "only_if",
)  # fmt: skip
ACTION_KEYS: Mapping[str, Sequence[str]] = {key: parts_of(key) for key in ActionKey}
SCOPE_KEYS = ("kinds", "tags", "units", "places")
TOTALS_KEYS = ("overflow", "normalise", "bonus_cap", "floor", "places")
CRITERION_KEYS = ("title", "points", "out_of", "attainable", "responsible", "mismatch", "note")
SCHEME_KEYS = (
    "months",
    "units",
    "groups",
    "ties",
    "sources",
    "methods",
    "flags",
    "grades",
    "feeds",
    "awards",
)
AWARD_KEYS = ("title", "clause", "of", "top", "ties", "countback", "barred_by")


@check(Code("R020", "口径或加倍办法标识重复", "口径、口径的答案和加倍办法的标识不得重复。"))
def ids_are_unique(view: RubricView) -> Iterator[Problem]:
    """Readings, the options of each, and modifiers have ids of their own."""
    lists = [("readings", [(r.id, r.place) for r in view.rubric.readings])]
    lists += [("modifiers", [(m.id, m.place) for m in view.rubric.modifiers])]
    for key, items in lists:
        ids = [item for item, _ in items]
        for i, (item, place) in enumerate(items):
            if item in ids[:i]:
                message = f"{key} 里每个标识只能用一次，{item} 已经用过"
                yield error(place, ("id",), message, "换一个标识，或删去一条")
    for reading in view.rubric.readings:
        ids = [option.id for option in reading.options]
        for i, item in enumerate(ids):
            if item and item in ids[:i]:
                message = f"一条口径里每个答案的标识只能用一次，{item} 已经用过"
                yield error(reading.place, ("options", i, "id"), message, "换一个标识")


@check(SETTING)
def options_set_what_exists(view: RubricView) -> Iterator[Problem]:
    """An option sets paths that lead to something in rubric or scheme.

    An older version was written beside the scheme of its time, which is not kept.
    """
    for reading in view.rubric.readings:
        for i, option in enumerate(reading.options):
            for path in option.set:
                of_its_time = view.following and path.startswith("scheme.")
                wrong = None if of_its_time else _wrong(view, path)
                if wrong:
                    found, hint = wrong
                    message = f"set 的路径必须指到细则或办法里有的东西，“{path}”{found}"
                    keys = ("options", i, "set", path)
                    yield error(reading.place, keys, message, hint)


def _wrong(view: RubricView, path: str) -> tuple[str, str] | None:
    """Say what a path does not find, with a hint; nothing where it leads somewhere."""
    head, _, rest = path.partition(".")
    if head == "rules":
        return _rule(view, rest)
    if head == "criteria":
        return _criterion(view, rest)
    if head == "modifiers":
        known = Choices({m.id: "" for m in view.rubric.modifiers}, "见 modifiers")
        return _listed(rest, known, MODIFIER_KEYS)
    if head == "scheme" and rest.startswith("awards."):
        known = Choices({a.id: a.title for a in view.of.scheme.awards}, "见 scheme.yaml 的 awards")
        return _listed(rest.removeprefix("awards."), known, AWARD_KEYS)
    if head in {"totals", "scheme"}:
        return _key(rest, TOTALS_KEYS if head == "totals" else SCHEME_KEYS)
    heads = Choices(dict.fromkeys(("rules", "criteria", "modifiers", "totals", "scheme"), ""), "")
    return f"开头的 {head} 不是可以设定的部分", heads.hint(head)


def _listed(rest: str, known: Choices, keys: Sequence[str]) -> tuple[str, str] | None:
    item, _, key = rest.partition(".")
    if item not in known:
        return f"中没有 {item}", known.hint(item)
    return _key(key, keys)


def _rule(view: RubricView, rest: str) -> tuple[str, str] | None:
    item, _, key = rest.partition(".")
    rule = view.rubric.rules.get(item)
    if rule is None:
        return f"中没有计分办法 {item}", view.rule_choices.hint(item)
    action, _, part = key.partition(".")
    if action == "applies_to" and part:
        return _key(part, SCOPE_KEYS)
    if not part or action not in ACTION_KEYS:
        return _key(key, RULE_KEYS)
    if action != rule.action.key:
        return f"中 {item} 没有 {action}", f"{item} 写的是 {rule.action.key}"
    return _key(part, ACTION_KEYS[action])


def _criterion(view: RubricView, rest: str) -> tuple[str, str] | None:
    """Criterion ids have dots: the longest one that begins the path is meant."""
    found = [n.id for n in view.nodes if rest.startswith(f"{n.id}.")]
    if not found:
        wanted = rest.rpartition(".")[0] or rest
        return f"中没有考核内容 {wanted}", view.criteria.hint(wanted)
    return _key(rest.removeprefix(f"{max(found, key=len)}."), CRITERION_KEYS)


def _key(key: str, known: Sequence[str]) -> tuple[str, str] | None:
    """The first part of what is left must be a known key; deeper parts are values of it."""
    if key.partition(".")[0] in known:
        return None
    return f"末尾的“{key}”不是可以设定的键", Choices(dict.fromkeys(known, ""), "").hint(key)

"""Names written where an id must stand: the id they are the name of."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bulletin.checks.privacy import discreet
from bulletin.checks.words import near
from bulletin.model.scheme import Assessment, Book
from bulletin.problem import Problem


def with_ids(book: Book, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The same problems, discreet; where a name stands for an id, the hint says the id."""
    return tuple(discreet(_with_id(book, problem)) for problem in problems)


def _with_id(book: Book, problem: Problem) -> Problem:
    if not problem.found:
        return problem
    names = dict(_names(book, problem.place.path, problem.key))
    meant = near(problem.found, tuple(names), 1)
    if problem.found in names:
        return replace(problem, hint=f"“{problem.found}”的标识是 {names[problem.found]}")
    return replace(problem, hint=f"是不是 {names[meant[0]]}（{meant[0]}）？") if meant else problem


def _names(book: Book, path: str, key: str) -> Iterator[tuple[str, str]]:
    """Every name that may be meant under a key, with its id; units last: they are meant most."""
    for assessment in book.assessments.values():
        if path.startswith(f"data/schemes/{assessment.scheme.id}/"):
            for sort, pairs in _names_of(assessment).items():
                if key not in _SORTS or _SORTS[key] == sort:
                    yield from pairs
    if key not in _SORTS or _SORTS[key] == "unit":
        for unit in book.units:
            yield from ((alias, unit.id) for alias in unit.aliases)
        yield from ((unit.name, unit.id) for unit in book.units)


_SORTS = {
    "unit": "unit",
    "place": "unit",
    "parent": "unit",
    "rule": "rule",
    "metric": "metric",
    "criterion": "criterion",
    "source": "source",
    "method": "method",
    "disqualifies": "flag",
}
"""Of what the id under a key is; under any other key every name may be meant."""


def _names_of(assessment: Assessment) -> dict[str, list[tuple[str, str]]]:
    """The names of a scheme with their ids, by what they are the names of."""
    scheme, rubrics = assessment.scheme, assessment.rubrics.values()
    return {
        "source": [(one.title, one.id) for one in scheme.sources],
        "method": [(one.title, one.id) for one in scheme.methods],
        "flag": [(one.title, one.id) for one in scheme.flags],
        "rule": [(rule.text.raw, rule.id) for r in rubrics for rule in r.rules.values()],
        "metric": [(metric.title, metric.id) for r in rubrics for metric in r.metrics.values()],
        "criterion": [(node.title, node.id) for r in rubrics for node in r.nodes.values()],
    }

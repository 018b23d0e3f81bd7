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
    names = dict(_names(book, problem.place.path))
    meant = near(problem.found, tuple(names), 1)
    if problem.found in names:
        return replace(problem, hint=f"“{problem.found}”的标识是 {names[problem.found]}")
    return replace(problem, hint=f"是不是 {names[meant[0]]}（{meant[0]}）？") if meant else problem


def _names(book: Book, path: str) -> Iterator[tuple[str, str]]:
    """Every name that may be meant in a file, with its id; units last, as they are meant most."""
    for assessment in book.assessments.values():
        if path.startswith(f"data/schemes/{assessment.scheme.id}/"):
            yield from _names_of(assessment)
    for unit in book.units:
        yield from ((alias, unit.id) for alias in unit.aliases)
    yield from ((unit.name, unit.id) for unit in book.units)


def _names_of(assessment: Assessment) -> Iterator[tuple[str, str]]:
    scheme = assessment.scheme
    for named in (*scheme.sources, *scheme.methods, *scheme.flags):
        yield named.title, named.id
    for rubric in assessment.rubrics.values():
        yield from ((rule.text.raw, rule.id) for rule in rubric.rules.values())
        yield from ((metric.title, metric.id) for metric in rubric.metrics.values())
        yield from ((node.title, node.id) for node in rubric.nodes.values())

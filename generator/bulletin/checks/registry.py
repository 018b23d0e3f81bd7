"""A check is its function, declared with the codes that it tells; a subject is a list of checks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from bulletin.problem import Code, Problem

View = TypeVar("View")


@dataclass(frozen=True)
class Check(Generic[View]):
    """A rule and the codes of the problems that it finds."""

    rule: Callable[[View], Iterator[Problem]]
    codes: tuple[Code, ...]

    def __call__(self, view: View) -> Iterator[Problem]:
        """Go through the problems; one without a code has the only code that is declared.

        Raises ``ValueError`` for a code that this check has not declared: our own fault.
        """
        declared = [code.id for code in self.codes]
        for problem in self.rule(view):
            code = problem.code or (declared[0] if len(declared) == 1 else "")
            if code not in declared:
                raise ValueError(f"{self.rule.__name__} has not declared the code {code!r}")
            yield replace(problem, code=code)


class Subject(Generic[View]):
    """The checks of one subject, in the order in which they are written.

    A module calls its subject ``check`` and declares each check with it:
    ``@check(Code("F001", "单位不存在", "问题的单位必须登记在册。"))``.
    """

    def __init__(self) -> None:
        self._checks: list[Check[View]] = []

    def __call__(
        self, *codes: Code
    ) -> Callable[[Callable[[View], Iterator[Problem]]], Check[View]]:
        """Declare a check with its codes."""

        def declared(rule: Callable[[View], Iterator[Problem]]) -> Check[View]:
            check = Check(rule, codes)
            self._checks.append(check)
            return check

        return declared

    def __iter__(self) -> Iterator[Check[View]]:
        """Go through the checks."""
        return iter(self._checks)

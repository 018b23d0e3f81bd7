"""Ctrl-C is heeded from the first moment; ``python -m tests.interrupt`` tries many more."""

from random import Random

import pytest

from tests.cases import BASE
from tests.interrupt import LONGEST, SHORTEST, is_quiet, stopped

MOMENTS = [SHORTEST, *sorted(Random(12).uniform(SHORTEST, LONGEST) for _ in range(9))]  # noqa: S311


@pytest.mark.parametrize("after", MOMENTS)
def test_a_command_that_is_stopped_says_one_line(after: float) -> None:
    code, said = stopped(BASE, after)
    assert is_quiet(code, said), (code, said)

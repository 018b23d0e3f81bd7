"""An action that the language does not have is a fault, and never counts as nothing."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from bulletin.scoring.outcome import kind_of
from bulletin.scoring.rules import _applied


def _rule(**action: str) -> Any:  # noqa: ANN401 - no rule that could be written
    return cast("Any", SimpleNamespace(action=SimpleNamespace(**action)))


def test_an_unknown_sign_is_a_fault() -> None:
    with pytest.raises(AssertionError, match="unreachable"):
        kind_of(_rule(sign="borrow"), "k")


def test_an_unknown_action_is_a_fault() -> None:
    with pytest.raises(AssertionError, match="unreachable"):
        _applied(cast("Any", None), _rule(key="borrow"), cast("Any", None))

"""The engine says what the naive reading of the contract says."""

from hypothesis import given

from tests.making import Plain
from tests.oracle import differences, main
from tests.property.strategies import BIG, repos


@BIG
@given(repos)
def test_the_engine_and_the_oracle_agree(plain: Plain) -> None:
    """4. How a score comes out"""
    for month in plain.months:
        assert differences(plain, month) == []


def test_they_agree_on_a_long_row_of_repositories() -> None:
    assert main(200) == 0

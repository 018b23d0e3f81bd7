"""A kind of file is one record: its name is a schema's, and no path is of two kinds."""

import re

from bulletin.history.records import SHOWN
from bulletin.load.file_kinds import BY_NAME, KINDS, limit, located
from bulletin.load.path import DataPath
from bulletin.publish import editor
from bulletin.schema import names

from tests.cases import BASE, files


def test_each_kind_has_a_schema_and_a_name_of_its_own() -> None:
    assert len(BY_NAME) == len(KINDS)
    assert set(BY_NAME) <= set(names())


def test_no_path_is_of_two_kinds() -> None:
    paths = [path for path in files(BASE) if path.endswith(".yaml")]
    kinds = [[kind.name for kind in KINDS if re.fullmatch(kind.path, path)] for path in paths]
    assert paths
    assert [one for one in kinds if len(one) != 1] == []


def test_a_path_says_whose_file_it_is() -> None:
    path = "data/schemes/demo/2017-09/rechecks/2017-08/jy-01.yaml"
    assert located(path) == DataPath(
        path, "recheck", scheme="demo", month="2017-09", of="2017-08", id="jy-01"
    )
    assert located("data/schemes/demo/2017-09/rechecks/jy-01.yaml") is None


def test_what_a_kind_says_is_asked_of_it() -> None:
    assert (limit("finding"), limit("seal"), limit("other")) == (65_536, 4_194_304, 1_048_576)
    assert sorted(SHOWN) == sorted(
        ["finding", "recheck", "round", "draw", "measurements", "marks", "participation", "rubric"]
    )
    assert editor.KINDS["visits"] == "visits/**/*.yaml"

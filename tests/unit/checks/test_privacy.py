"""A contact in any text of any file is refused where it stands, and nothing is built."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from bulletin.load import read
from bulletin.load.file_kinds import BY_NAME
from bulletin.load.source import Files
from bulletin.problem import as_text
from bulletin.publish.site import build, write
from bulletin.repository.opened import open_repository
from bulletin.schema import schema

from tests.cases import BASE, Repo

CANARY = "13800138000"
TEXTS = {"short", "text", "name", "texts", "names"}
JY1 = "2017-08/findings/jiaoyu/jy-01.yaml"
DEMO = "data/schemes/demo"
PATHS = {
    "site": "data/site.yaml",
    "units": "data/units/city.yaml",
    "scheme": f"{DEMO}/scheme.yaml",
    "rubric": f"{DEMO}/rubrics/2017-08.yaml",
    "finding": f"{DEMO}/{JY1}",
    "measurements": f"{DEMO}/2017-08/measurements.yaml",
    "marks": f"{DEMO}/2017-08/marks.yaml",
    "participation": f"{DEMO}/2017-08/participation.yaml",
    "recheck": f"{DEMO}/2017-09/rechecks/2017-08/jy-01.yaml",
    "round": f"{DEMO}/2017-08/rounds/a.yaml",
    "draw": f"{DEMO}/2017-08/draws/a-items.yaml",
    "visits": f"{DEMO}/2017-08/visits/a/one.yaml",
    "correction": f"{DEMO}/2017-08/corrections/1.yaml",
}
MADE_BY_THE_PROGRAM = {"seal"}


def _fields(kind: str) -> set[tuple[str, ...]]:
    """Every place for a text that a schema knows; * is any key, and <key> the key itself."""
    return set(_below(kind, schema(kind), (), frozenset()))


def _below(
    kind: str,
    node: Any,  # noqa: ANN401 - plain JSON
    path: tuple[str, ...],
    seen: frozenset[str],
) -> Iterator[tuple[str, ...]]:
    if not isinstance(node, Mapping):
        return
    ref = str(node.get("$ref", ""))
    name = ref.rpartition("/")[2]
    if name in TEXTS or (node.get("type") == "string" and not {"pattern", "enum"} & node.keys()):
        yield path
    elif ref and name not in seen:
        where = "common" if ref.startswith("common") else kind
        yield from _below(where, schema(where)["$defs"][name], path, seen | {name})
    for key, inner in node.get("properties", {}).items():
        yield from _below(kind, inner, (*path, key), seen)
    for key in ("then", "else", "items"):
        yield from _below(kind, node.get(key), path, seen)
    yield from _below(kind, node.get("additionalProperties"), (*path, "*"), seen)
    yield from _below(kind, node.get("propertyNames"), (*path, "<key>"), seen)
    for inner in (*node.get("anyOf", ()), *node.get("allOf", ())):
        yield from _below(kind, inner, path, seen)


def _with_canary(path: tuple[str, ...]) -> Any:  # noqa: ANN401 - plain YAML data
    if not path:
        return f"请联系 {CANARY}"
    return {CANARY: 1} if path[0] == "<key>" else {path[0]: _with_canary(path[1:])}


CASES = [(kind, path) for kind in BY_NAME if kind in PATHS for path in sorted(_fields(kind))]


def test_every_kind_of_file_is_tried() -> None:
    assert {*PATHS, *MADE_BY_THE_PROGRAM} == set(BY_NAME)
    assert len(CASES) > 80


def test_a_contact_in_any_field_is_refused_where_it_stands() -> None:
    base = {
        path.relative_to(BASE).as_posix(): path.read_bytes()
        for path in sorted(BASE.rglob("*.yaml"))
    }
    missed = []
    for kind, path in CASES:
        text = json.dumps(_with_canary(path), ensure_ascii=False)
        source = Files({**base, PATHS[kind]: f"# 说明\n{text}\n".encode()})
        # The key stands one sign after its brace, the value two signs after its key.
        at = text.index(f'"{CANARY}') if path[-1:] == ("<key>",) else text.index('"请')
        repository = open_repository(source)
        told = [p for p in repository.problems if p.code == "C001"]
        if [str(p.place) for p in told] != [f"{PATHS[kind]}:2:{at + 1}"]:
            missed.append((kind, path, told))
        assert not any(CANARY in as_text(p) for p in told)
    assert missed == []


@pytest.mark.parametrize(
    ("path", "old", "new", "place"),
    [
        (JY1, "summary: 办事", "summary: 一三八〇〇一三八〇〇〇办事", "4:10"),
        (JY1, "省定模板", "138-0013-8000", "11:11"),
        ("2017-08/participation.yaml", "没有信息", "+86（138）00138000 没有", "3:11"),
        ("scheme.yaml", "title: 每月考核", "title: 每月考核１３８００１３８０００", "14:12"),
        ("rubrics/2017-08.yaml", "严重: 4", '"13800138000": 4', "42:29"),
        ("data/units/city.yaml", "name: 上城区", "name: 上城区138 0013 8000", "5:9"),
        ("data/site.yaml", "市跑改办", "市跑改办138.0013.8000", "2:12"),
    ],
)
def test_a_good_file_with_a_contact_is_refused(  # noqa: PLR0913, PLR0917 - a table
    repo: Repo, tmp_path: Path, path: str, old: str, new: str, place: str
) -> None:
    repo.change(path, old, new)
    found = build(repo.root, tmp_path / "build")
    file = path if path.startswith("data/") else f"{DEMO}/{path}"
    assert f"{file}:{place} C001" in [f"{p.place} {p.code}" for p in found]
    assert not (tmp_path / "build").exists()


def test_a_file_name_is_read_too(repo: Repo) -> None:
    repo.write(f"2017-08/findings/jiaoyu/{CANARY}.yaml", repo.text(JY1))
    assert "C001 不得写手机号码，此处有 138****8000" in repo.found()


def test_a_file_that_is_refused_is_searched_as_well(repo: Repo) -> None:
    repo.change(JY1, "unit: jiaoyu", f"who: 一三八〇〇一三八〇〇〇\nunit: {CANARY}a")
    assert [word for word in repo.found() if word.startswith("C")] == [
        "C001 不得写手机号码，此处有 138****8000",
        "C001 不得写手机号码，此处有 138****8000",
    ]


def test_other_problems_do_not_repeat_it(repo: Repo) -> None:
    repo.change(JY1, "date: 2017-08-20", f"date: 请联系 {CANARY}")
    repo.change(JY1, "省定模板", "138-0013-8000")
    assert repo.found() == [
        "C001 不得写手机号码，此处有 138****8000",
        "S005 date 必须符合：日期，写作 2017-08-31；此处为“请联系 138****8000”",
        "C001 不得写手机号码，此处有 138****8000",
        "F012 免予扣分的理由必须是该条列明的，此处为“138****8000”",
    ]


def test_each_is_told_with_what_to_write_instead(repo: Repo) -> None:
    text = f"detail: {CANARY}，zhang@example.com，电话 0571-20000000\n"
    repo.write(JY1, repo.text(JY1) + text)
    hint = (
        "    → 删去；联系方式等个人信息在库外登记，此处至多写登记的编号（如 联系人 L-031），"
        "问题和数据的编号写在 evidence 的 ref"
    )
    public = "    → 对外公布的服务电话可以保留；个人的请删去，只写库外登记的编号（如 联系人 L-031）"
    place = f"{DEMO}/{JY1}:12:9"
    assert [as_text(p) for p in open_repository(repo.root).problems] == [
        f"{place}: C001 不得写手机号码，此处有 138****8000\n{hint}",
        f"{place}: C005 不得写电子邮箱，此处有 z****@****\n{hint}",
        f"{place}: C006 （提醒）不应当写固定电话号码，此处有 0571-****0000\n{public}",
    ]


def test_a_land_line_only_warns(repo: Repo) -> None:
    repo.change(JY1, "办事指南缺少", "咨询电话0571-20000000无人接听，办事指南缺少")
    assert open_repository(repo.root).is_good


def test_evidence_is_named_and_never_copied(repo: Repo, tmp_path: Path) -> None:
    photo = repo.root / "evidence" / "photo.jpg"
    photo.parent.mkdir()
    photo.write_bytes(b"a picture of somebody")
    evidence = "evidence:\n  - kind: 照片\n    title: 窗口\n    ref: evidence/photo.jpg\n"
    repo.write(JY1, repo.text(JY1) + evidence)
    repository = open_repository(repo.root)
    assert repository.problems == ()
    write(repository, tmp_path / "build")
    files = [path for path in (tmp_path / "build").rglob("*") if path.is_file()]
    assert "photo.jpg" not in {path.name for path in files}
    assert not any(b"a picture of somebody" in path.read_bytes() for path in files)


def test_the_demonstration_exposes_nobody() -> None:
    book, _ = read(BASE.parent.parent.parent)
    repository = open_repository(BASE.parent.parent.parent)
    assert [p for p in repository.problems if p.code.startswith("C")] == []
    assert len(book.suspects) < 200

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from bulletin.load import read
from bulletin.publish import editor
from bulletin.yamlfile import read_text
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from tests.cases import BAD, Repo, laid_over_base

ROOT = Path(__file__).parents[3]
STALE = [f"schemas/editor/demo.{kind}.schema.json" for kind in sorted(editor.KINDS)]


def made(root: Path, kind: str) -> dict[str, Any]:
    file = root / "schemas" / "editor" / f"demo.{kind}.schema.json"
    return dict(json.loads(file.read_text(encoding="utf-8")))


def refreshed(repo: Repo, *, check: bool = False) -> list[str]:
    return list(editor.refresh(repo.root, read(repo.root)[0], check=check))


def test_this_repository_s_schemas_are_fresh() -> None:
    assert editor.refresh(ROOT, read(ROOT)[0], check=True) == (), "run: bulletin editor"


def test_what_is_stale_is_told_and_written(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    assert refreshed(repo, check=True) == STALE
    assert not (tmp_path / "schemas").exists()
    assert refreshed(repo) == STALE
    assert refreshed(repo) == []
    repo.change("data/units/city.yaml", "name: 市民政局", "name: 市民政和养老局")
    assert refreshed(repo) == STALE


def test_the_schema_of_a_scheme_that_is_gone_goes_too(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    refreshed(repo)
    shutil.rmtree(tmp_path / "data" / "schemes")
    assert refreshed(repo) == STALE
    assert list((tmp_path / "schemas" / "editor").iterdir()) == []


def test_ids_have_their_names_beside_them(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    refreshed(repo)
    base, extra = made(tmp_path, "finding")["allOf"]
    assert base["title"] == "问题、加分事项"
    assert extra["properties"]["unit"] == {
        "enum": ["jiaoyu", "laoling", "minzheng"],
        "markdownEnumDescriptions": ["市教育局，市语委办", "市老龄办", "市民政局"],
    }
    rules = extra["properties"]["rule"]
    assert rules["enum"] == ["delay", "guide-incomplete", "praised", "window-missing"]
    assert rules["markdownEnumDescriptions"][0] == "拖延的，按程度扣分（第三条）"
    judged = made(tmp_path, "marks")["allOf"][1]["items"]["properties"]["rule"]["enum"]
    assert judged == ["quality"]


FILES = {
    "finding": "findings/jiaoyu/jy-01",
    "round": "rounds/august",
    "visits": "visits/august/group-1",
}
NAMED = {"measurements": "metric", "visits": "place"}


@pytest.mark.parametrize("kind", sorted(editor.KINDS))
def test_schemas_that_stand_alone_take_what_is_right(tmp_path: Path, kind: str) -> None:
    repo = Repo(tmp_path)
    laid_over_base(BAD / "D013" / "right", tmp_path)
    refreshed(repo)
    document, _ = read_text("", repo.text(f"2017-08/{FILES.get(kind, kind)}.yaml"))
    assert document is not None
    validator = Draft202012Validator(made(tmp_path, kind))
    Draft202012Validator.check_schema(made(tmp_path, kind))
    assert list(validator.iter_errors(document.data)) == []
    rows = document.data if isinstance(document.data, list) else [document.data]
    row = rows[0]["groups"][1]["places"][0] if kind == "round" else rows[0]
    row[NAMED.get(kind, "unit")] = "nobody"
    assert len(list(validator.iter_errors(document.data))) == 1


def test_beside_the_plain_schemas_they_refer_to_them(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas", ignore=shutil.ignore_patterns("editor"))
    refreshed(repo)
    body = made(tmp_path, "finding")
    assert body["allOf"][0] == {"$ref": "../finding.schema.json"}

    def retrieve(uri: str) -> Resource[Any]:
        text = (tmp_path / uri.removeprefix("file:///")).read_text(encoding="utf-8")
        contents = json.loads(text)
        del contents["$id"]
        return Resource.from_contents(contents)

    here = {**body, "$id": "file:///schemas/editor/demo.finding.schema.json"}
    registry: Registry[Any] = Registry(retrieve=retrieve)  # type: ignore[call-arg]
    errors = Draft202012Validator(here, registry=registry).iter_errors({"unit": "x"})
    assert sorted(error.validator for error in errors) == [
        "enum",
        "required",
        "required",
        "required",
    ]


SETTINGS = {
    "yaml.yamlVersion": "1.2",
    "yaml.schemas": {
        "schemas/site.schema.json": "data/site.yaml",
        "schemas/finding.schema.json": "data/schemes/*/*/findings/**/*.yaml",
        "schemas/editor/gone.finding.schema.json": "data/schemes/gone/*/findings/**/*.yaml",
    },
    "editor.tabSize": 2,
}


def test_the_mapping_of_the_editor_is_kept_up(tmp_path: Path) -> None:
    repo = Repo(tmp_path).write("data/../.vscode/settings.json", json.dumps(SETTINGS))
    assert refreshed(repo)[0] == ".vscode/settings.json"
    settings = json.loads(repo.text("data/../.vscode/settings.json"))
    assert list(settings) == list(SETTINGS)
    assert settings["yaml.schemas"] == {
        "schemas/site.schema.json": "data/site.yaml",
        "schemas/editor/demo.finding.schema.json": "data/schemes/demo/*/findings/**/*.yaml",
        "schemas/editor/demo.measurements.schema.json": "data/schemes/demo/*/measurements.yaml",
        "schemas/editor/demo.marks.schema.json": "data/schemes/demo/*/marks.yaml",
        "schemas/editor/demo.participation.schema.json": "data/schemes/demo/*/participation.yaml",
        "schemas/editor/demo.round.schema.json": "data/schemes/demo/*/rounds/*.yaml",
        "schemas/editor/demo.visits.schema.json": "data/schemes/demo/*/visits/**/*.yaml",
    }


def test_settings_with_comments_are_left_alone(tmp_path: Path) -> None:
    repo = Repo(tmp_path).write("data/../.vscode/settings.json", "{} // mine\n")
    assert refreshed(repo) == STALE
    assert repo.text("data/../.vscode/settings.json") == "{} // mine\n"

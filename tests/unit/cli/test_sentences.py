"""What click says is said in Chinese, in whatever language the environment asks for."""

import gettext
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from bulletin.cli.sentences import SENTENCES

from tests.unit.cli.conftest import Said


def test_every_sentence_is_one_that_click_marks() -> None:
    """A release of click that words a sentence otherwise is noticed here."""
    rows = extract_from_dir(Path(click.__file__).parent, keywords={"_": None, "ngettext": (1, 2)})
    marked = {text if isinstance(text, str) else text[0] for _, _, text, _, _ in rows}
    assert sorted(SENTENCES.keys() - marked) == []


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("score", "--nix"), "没有选项 --nix"),
        (("scor",), "没有命令 scor"),
        (("draw", "nix"), "没有命令 nix"),
        (("--root", "data"), "缺少命令"),
        (("check", "this", "that"), "多写了 this that"),
        (("score", "--help=1"), "选项 --help 不带值"),
        (("score", "--format"), "选项 --format 后面缺少值"),
        (("score", "--format", "xml"), "--format 不对：必须是 text、json 之一"),
        (("desk", "--port", "99999"), "--port 不对：必须是 0 至 65535 的整数"),
        (("import", "nix.xlsx"), "FILE 不对：没有 nix.xlsx"),
        (("import", "."), "FILE 不对：这是文件夹，必须是文件"),
        (("award", "check"), "缺少 YEAR"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_use_is_said_in_one_sentence(
    capsys: pytest.CaptureFixture[str], args: tuple[str, ...], said: str
) -> None:
    assert Said(capsys, *args).err.splitlines()[0] == said


def test_a_catalogue_of_the_environment_is_not_heeded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    catalogue = Catalog("de")
    catalogue.add("No such option {name!r}.", "Keine solche Option {name!r}.")
    folder = tmp_path / "de/LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setenv("LANGUAGE", "de")
    monkeypatch.setattr(gettext, "_localedirs", {"messages": str(tmp_path)})
    assert gettext.gettext("No such option {name!r}.").startswith("Keine")
    assert Said(capsys, "score", "--nix").err.splitlines()[0] == "没有选项 --nix"

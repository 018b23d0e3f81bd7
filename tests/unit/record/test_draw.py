from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from bulletin.problem import errors
from bulletin.record import draw
from bulletin.record.draw import Spot
from bulletin.record.refusal import RefusedError
from bulletin.repository.opened import Repository, open_repository
from bulletin.review.draws import drawn_problems
from bulletin.review.problems import kept_problems
from bulletin.review.seal_history import past_of
from bulletin.review.version_window import open_version

from tests.cases import BAD
from tests.unit.review.sealed import Sealed

ROUND = "2017-08/rounds/august.yaml"
DRAW = "2017-08/draws/items.yaml"
PLANNED = BAD / "D010" / "right" / "data" / "schemes" / "demo" / ROUND
VALUE = "03 09 14"


class Drawn(Sealed):
    """A repository with a round that plans a draw, committed."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.write(ROUND, PLANNED.read_text(encoding="utf-8"))
        self.commit("Plan a round")
        self.spot = Spot(root, "demo", "2017-08", "items")

    def promised(self, public: str = "某期开奖号码") -> None:
        """Promise the draw."""
        draw.commit(open_repository(self.root), self.spot, public, date(2017, 8, 20))

    def promise(self) -> None:
        """Promise the draw and commit that."""
        self.promised()
        self.commit("Promise")

    def reveal(self) -> None:
        """Reveal the draw and commit that."""
        draw.reveal(open_repository(self.root), self.spot, VALUE)
        self.commit("Reveal")

    def secret(self) -> str:
        """The secret of the draw."""
        return self.spot.secret.read_text(encoding="ascii")

    def messages(self) -> list[str]:
        """What is wrong with the draws beside the history."""
        book = open_repository(self.root).book
        return [p.message for p in drawn_problems(past_of(self.root), book)]


def refusal(step: Callable[[], object]) -> str:
    """The words with which a step is refused."""
    with pytest.raises(RefusedError) as refused:
        step()
    return str(refused.value)


def test_a_draw_is_promised_then_revealed(tmp_path: Path) -> None:
    repo = Drawn(tmp_path)
    repo.promise()
    assert "revealed" not in repo.text(DRAW)
    assert repo.secret() not in repo.git("grep", "-h", "", "HEAD")
    repo.reveal()
    assert f"  secret: {repo.secret()}\n" in repo.text(DRAW).replace('"', "")
    assert repo.refused() == []


def test_the_secret_is_for_nobody_else(tmp_path: Path) -> None:
    repo = Drawn(tmp_path)
    repo.promise()
    assert repo.spot.secret == tmp_path / ".git" / "bulletin" / "draws" / "demo.2017-08.items"
    assert repo.spot.secret.stat().st_mode & 0o777 == 0o600
    assert len(repo.secret()) == 64


def test_to_look_at_the_result_writes_nothing(tmp_path: Path) -> None:
    repo = Drawn(tmp_path)
    repo.promise()
    shown = draw.result(open_repository(tmp_path), repo.spot, VALUE).revealed
    assert shown
    assert {part: len(ids) for part, ids in shown.chosen.items()} == {
        "hangzhou/business": 2,
        "shangcheng/business": 2,
    }
    assert repo.git("status", "--porcelain") == ""


def test_what_is_not_committed_is_no_promise(tmp_path: Path) -> None:
    repo = Drawn(tmp_path)
    repo.promised()
    assert refusal(repo.reveal).startswith("先提交承诺，再抽")


def test_nothing_is_drawn_twice(tmp_path: Path) -> None:
    repo = Drawn(tmp_path)
    repo.promise()
    assert refusal(repo.promise) == "items 已经承诺过，不得重抽"
    repo.reveal()
    assert refusal(repo.reveal) == "items 已经公开，用 bulletin draw check 重算"


def test_personal_data_and_other_faults_are_refused_before_anything_is_written(
    tmp_path: Path,
) -> None:
    repo = Drawn(tmp_path)
    assert ": C001 不得写手机号码" in refusal(lambda: repo.promised("请拨 13800138000"))
    assert not repo.spot.secret.exists()
    assert not repo.file(DRAW).exists()


def test_a_lost_or_another_secret_is_refused(tmp_path: Path) -> None:
    repo = Drawn(tmp_path)
    repo.promise()
    repo.spot.secret.write_text("0" * 64, encoding="ascii")
    assert refusal(repo.reveal).endswith("不是承诺的密数")
    repo.spot.secret.unlink()
    assert refusal(repo.reveal).startswith("没有密数")


def test_a_month_is_not_sealed_before_its_draws_are_revealed(tmp_path: Path) -> None:
    repo = Drawn(tmp_path)
    repo.promise()
    assert refusal(lambda: repo.seal("2017-08")) == "抽签公开以后才能封存，items 还没有公开"
    repo.reveal()
    repo.seal("2017-08")
    assert repo.refused() == []
    repo.change(DRAW, f"value: {VALUE}", "value: 03 09 15")
    assert any(line.startswith(f"data/schemes/demo/{DRAW}:1:1: Z001") for line in repo.refused())


def test_a_draw_that_vanished_or_was_drawn_again_is_found(tmp_path: Path) -> None:
    repo = Drawn(tmp_path)
    repo.promise()
    repo.file(DRAW).unlink()
    assert repo.messages() == ["抽签记录不得删去，库的历史里有这个文件，现在没有"]
    repo.spot.secret.unlink()
    repo.promised()
    assert repo.messages() == ["承诺以后不得改动、重抽，库的历史里有另一份抽签记录"]


def test_a_draw_that_was_never_promised_is_found(tmp_path: Path) -> None:
    repo = Drawn(tmp_path)
    repo.write(DRAW, (PLANNED.parents[1] / "draws" / "items.yaml").read_text(encoding="utf-8"))
    repo.commit("Promise and reveal at once")
    assert repo.messages() == ["先提交承诺再公开，库的历史里没有这次抽签的承诺"]


def test_a_history_that_begins_after_the_reveal_tells_nothing(tmp_path: Path) -> None:
    repo = Drawn(tmp_path)
    repo.promise()
    repo.reveal()
    assert repo.messages() == []
    repo.git("checkout", "--quiet", "--orphan", "copy")
    repo.commit("Begin anew")
    assert repo.messages() == []


def test_a_shallow_clone_says_that_it_does_not_know(tmp_path: Path) -> None:
    repo = Drawn(tmp_path / "whole")
    repo.promise()
    repo.reveal()
    repo.git("clone", "--quiet", "--depth=1", f"file://{repo.root}", str(tmp_path / "shallow"))
    book, past = open_repository(tmp_path / "shallow").book, past_of(tmp_path / "shallow")
    assert list(drawn_problems(past, book)) == []
    assert [problem.code for problem in kept_problems(Repository(book, ()), past)] == ["Z009"]


def test_a_promise_that_cannot_be_written_leaves_no_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Drawn(tmp_path)

    def full(*_: object) -> None:
        raise OSError("full")

    with monkeypatch.context() as patched:
        patched.setattr(draw, "write", full)
        with pytest.raises(OSError, match="full"):
            made.promised()
    assert not made.spot.secret.exists()
    made.promise()
    assert made.messages() == []


def test_a_version_is_not_made_of_a_draw_that_was_taken_away(tmp_path: Path) -> None:
    """What a publication opens tells of draws too, as ``check`` does."""
    repo = Drawn(tmp_path)
    repo.promise()
    repo.file(DRAW).unlink()
    repo.commit("Take the draw away")
    found = errors(open_version(tmp_path, "2017-08").problems)
    assert [(problem.code, problem.message) for problem in found] == [
        ("D017", "抽签记录不得删去，库的历史里有这个文件，现在没有")
    ]

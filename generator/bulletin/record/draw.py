"""Draw lots: promise what is drawn from, look at the result, reveal it; nothing is drawn twice."""

import secrets
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bulletin import drawing
from bulletin.history import refs
from bulletin.history.gap import gap
from bulletin.model.month import Month
from bulletin.model.round import Draw, Plan, Revealed, Round
from bulletin.model.seal import blob_id
from bulletin.problem import Place, as_text, errors
from bulletin.record.files import brought, write
from bulletin.record.refusal import RefusedError
from bulletin.repository.inputs import folder
from bulletin.repository.opened import Repository
from bulletin.review.draws import text
from bulletin.review.history_gap_words import reason, remedy
from bulletin.text import UserText

_AGAIN = "用 git 恢复提交过的内容；要另抽，在轮次里另写一个抽签"

_LONGEST = 1000
"""How much of a file with a secret is read; a secret has 64 signs."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A draw of a month: where it stands, and where its secret is kept until it is revealed."""

    root: Path
    scheme: str
    month: str
    id: str

    @property
    def path(self) -> str:
        """Return the path of the record."""
        return f"{folder(self.scheme, self.month)}draws/{self.id}.yaml"

    @property
    def secret(self) -> Path:
        """Return the file of the secret: in git's own folder, which is never published."""
        inside = refs.folder(self.root) / "bulletin" / "draws"
        return inside / f"{self.scheme}.{self.month}.{self.id}"


def planned(month: Month, draw_id: str) -> tuple[Round, Plan] | None:
    """Return the plan of a draw with its round."""
    plans = ((round_, plan) for round_ in month.rounds.values() for plan in round_.draws)
    return next(((round_, plan) for round_, plan in plans if plan.id == draw_id), None)


def commit(repository: Repository, spot: Spot, public: str, public_on: date) -> Draw:
    """Promise a draw: freeze its candidates, make its secret; raises ``RefusedError``."""
    round_, plan = _to_promise(repository, spot)
    strata, secret = round_.strata(plan, repository.book.units), secrets.token_hex(32)
    draw = Draw(
        id=plan.id,
        round=round_.id,
        method=drawing.METHOD,
        number=plan.number,
        public=UserText(public),
        public_on=public_on,
        secret_sha256=drawing.digest(secret),
        population_sha256=drawing.population(plan.number, strata),
        strata=strata,
        place=Place(spot.path),
    )
    files = {spot.path: text(draw).encode()}
    wrong = errors(brought(spot.root, repository, files))
    if wrong:
        raise RefusedError("\n".join(map(as_text, wrong)))
    _keep(spot.secret, secret)
    try:
        write(spot.root, files)
    except BaseException:  # a secret without its promise would forbid every other one
        spot.secret.unlink()
        raise
    return draw


def _to_promise(repository: Repository, spot: Spot) -> tuple[Round, Plan]:
    """The plan of a draw that may be promised."""
    records = repository.book.assessments[spot.scheme].months[spot.month]
    round_and_plan = planned(records, spot.id)
    if round_and_plan is None:
        raise RefusedError(f"{spot.month} 的轮次里没有写明要抽 {spot.id}")
    if records.seal:
        raise RefusedError(f"{spot.scheme} 的 {spot.month} 已经封存")
    lacking = gap(spot.root)
    if lacking:
        raise RefusedError(f"抽签以完整的 git 历史为证：{reason(lacking)}\n{remedy(lacking)}")
    if not refs.head(spot.root):
        raise RefusedError("抽签以 git 历史为证，这里还没有提交")
    if spot.path in repository.book.blobs or spot.secret.exists():
        raise RefusedError(f"{spot.id} 已经承诺过，不得重抽")
    return round_and_plan


def _keep(file: Path, secret: str) -> None:
    """Write a secret so that nobody else on this machine reads it, and none is overwritten."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.touch(mode=0o600, exist_ok=False)
    file.write_text(secret, encoding="ascii", newline="\n")


def result(repository: Repository, spot: Spot, value: str) -> Draw:
    """Draw with the kept secret and the public value; nothing is written."""
    draw = repository.book.assessments[spot.scheme].months[spot.month].draws.get(spot.id)
    if draw is None:
        raise RefusedError(f"{spot.id} 还没有承诺，先用 bulletin draw commit")
    if draw.revealed:
        raise RefusedError(f"{spot.id} 已经公开，用 bulletin draw check 重算")
    if refs.blob_at(spot.root, "HEAD", spot.path) != blob_id(text(draw).encode()):
        raise RefusedError(f"先提交承诺，再抽：git add {spot.path}，git commit")
    if not spot.secret.is_file():
        raise RefusedError(f"没有密数，应当在承诺的那台机器的 {spot.secret.as_posix()}")
    with spot.secret.open("rb") as file:
        secret = file.read(_LONGEST).decode("ascii", "replace").strip()
    if drawing.digest(secret) != draw.secret_sha256:
        raise RefusedError(f"{spot.secret.as_posix()} 不是承诺的密数")
    drawn = drawing.drawn(draw.number, draw.strata, secret, value)
    return replace(draw, revealed=Revealed(secret, value, drawn))


def reveal(repository: Repository, spot: Spot, value: str) -> Draw:
    """Make the secret, the public value and the result public; raises ``RefusedError``."""
    shown = result(repository, spot, value)
    write(spot.root, {spot.path: text(shown).encode()})
    return shown

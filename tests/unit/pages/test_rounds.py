from pathlib import Path

from bulletin.language import CHINESE
from bulletin.load import read
from bulletin.pages import Edition, render
from bulletin.publish.downloads import files
from bulletin.publish.program import templates
from bulletin.repository.opened import open_repository
from bulletin.review.draws import promised

from tests.cases import BAD, Repo, laid_over_base

ROUND = "2017-08/rounds/august.yaml"
DRAW = "2017-08/draws/items.yaml"
VISITS = "2017-08/visits/august/group-1.yaml"
PAGE = "demo/2017-08/rounds/august.md"
EARLY = ("canary", "2017年8月23日", "上城区（", "5e5e5e5e5e5e", "金丝雀", "food-permit", "食品经营")


def repository(root: Path) -> Repo:
    """A round with a revealed draw and one visit."""
    repo = Repo(root)
    laid_over_base(BAD / "D016" / "right", root)
    return repo


def site(repo: Repo) -> dict[str, str]:
    """Every page and every download, by path; workbooks as far as they are text."""
    opened = open_repository(repo.root)
    assert opened.is_good, opened.problems
    book, scores = opened.book, opened.scores("demo")
    edition = Edition(book.site, book.units, book.assessments["demo"], scores)
    pages = render(book.site, [edition], templates())
    data = files([edition], CHINESE)
    return pages | {path: text for path, text in data.items() if isinstance(text, str)}


def hide(repo: Repo) -> None:
    """Take the reveal away, as if only the promise had been made."""
    draw = read(repo.root)[0].assessments["demo"].months["2017-08"].draws["items"]
    repo.write(DRAW, promised(draw))


def test_a_round_is_told_when_its_draws_are_revealed(tmp_path: Path) -> None:
    pages = site(repository(tmp_path))
    page = pages[PAGE]
    assert "1/4" in page  # two items at two places are wanted, one was visited
    assert "<td>1/2" in page.replace(' class="b-shade-2"', "")
    assert "食品经营许可" in page
    assert "（未查）" in page
    assert "5e" * 32 in page
    assert 'href="items.yaml"' in page
    assert pages["demo/2017-08/rounds/items.yaml"].startswith("round: august\n")
    assert '<a href="rounds/august.html">' in pages["demo/2017-08/index.md"]


def test_nothing_of_a_round_is_told_early(tmp_path: Path) -> None:
    repo = repository(tmp_path)
    repo.change(ROUND, "name: 第二组", "name: 金丝雀组")
    repo.change(ROUND, "until: 2017-08-25", "until: 2017-08-25\nabout: 金丝雀")
    repo.change(ROUND, "date: 2017-08-22", "date: 2017-08-23")
    repo.write(VISITS, repo.text(VISITS) + "  note: canary\n")
    assert told(site(repo)) == set(EARLY)
    hide(repo)
    early = site(repo)
    assert told(early) == set()
    assert "已经承诺，还没有公开" in early[PAGE]
    assert "8月份督察" in early[PAGE]
    assert "demo/2017-08/rounds/items.yaml" not in early


def told(pages: dict[str, str]) -> set[str]:
    """Which canaries stand in any byte of the site."""
    return {word for word in EARLY if any(word in text for text in pages.values())}

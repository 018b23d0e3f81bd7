"""A site in English, built: the theme speaks English, what is Chinese says that it is."""

import warnings
from pathlib import Path

import pytest
from bulletin.publish.hooks import marked
from bulletin.publish.site import build

from tests.cases import Repo

PAGES = ("index.html", "404.html", "demo/2017-08/index.html", "demo/2017-08/jiaoyu.html")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The base of the wrong cases, in English; of other people's packages warnings are let pass."""
    folder = tmp_path_factory.mktemp("english")
    repo = Repo(folder / "repo").write(
        "data/site.yaml", "title: 改革督查通报\npublisher: 市跑改办\ndemo: true\nlanguage: en\n"
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert build(repo.root, folder / "out") is not None
    return folder / "out" / "site"


@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_that_it_is_english(site: Path, page: str) -> None:
    html = (site / page).read_text(encoding="utf-8")
    assert '<html lang="en"' in html
    assert "Demonstration data, entirely made up" in html
    assert 'title="Switch to dark"' in html
    assert 'aria-label="Search this site"' in html


def test_names_and_texts_say_that_they_are_chinese(site: Path) -> None:
    html = (site / "demo/2017-08/index.html").read_text(encoding="utf-8")
    assert 'href="../units/jiaoyu.html" class="b-quiet"><span lang="zh">市教育局</span></a>' in html
    assert "On this page" in html
    assert "本页内容" not in html


def test_the_page_for_a_wrong_address(site: Path) -> None:
    html = (site / "404.html").read_text(encoding="utf-8")
    assert "<h1>There is no such page</h1>" in html
    assert ">Back to the first page</a>" in html


def test_the_feeds(site: Path) -> None:
    feed = (site / "demo/feed.xml").read_text(encoding="utf-8")
    assert 'xml:lang="en"' in feed
    assert "<title>Assessment bulletin, August 2017</title>" in feed


def test_pictures_scripts_and_attributes_are_left_alone() -> None:
    page = '<p title="甲">乙 and 丙<svg><title>丁</title></svg><script>"戊"</script>己, x</p>'
    assert marked(page) == (
        '<p title="甲"><span lang="zh">乙 and 丙</span><svg><title>丁</title></svg>'
        '<script>"戊"</script><span lang="zh">己</span>, x</p>'
    )

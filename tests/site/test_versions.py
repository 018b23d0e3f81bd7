"""Five months published one after another, read in a browser from the branch as a server has it."""

import gzip
import json
import mimetypes
import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from html import unescape
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest
from bulletin.cli import main
from bulletin.model.month import Month
from bulletin.repository.opened import open_repository
from bulletin.text import UserText
from playwright.sync_api import Browser, Page, Route, expect
from selectolax.lexbor import LexborHTMLParser

from tests.demonstration import BASE_URL, NUMBER, REASON, Demonstration
from tests.site.conftest import build_quietly, once, shared_folder

MONTHS = ("2017-08", "2017-09", "2017-10", "2017-11", "2017-12")
TITLES = ["2017年12月", "2017年11月", "2017年10月", "2017年9月", "2017年8月"]
SCHEME = "hangzhou-departments"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The clone in ``repo``; its branch ``site``, as any web server would get it, in ``web``."""
    made = shared_folder(tmp_path_factory, worker_id, "published-versions")
    once(made, lambda: publish(made))
    return made


def publish(folder: Path) -> None:
    made = Demonstration(folder / "repo")
    made.complete("2017-12")
    made.seal("2017-12")
    history = []
    for month in MONTHS:
        made.publish(month)
        history.append(made.frozen())
    (folder / "history.json").write_text(json.dumps(history), "utf-8")
    (folder / "web").mkdir()
    made.git("archive", "--output", str(folder / "site.tar"), "site")
    command = ["tar", "-xf", str(folder / "site.tar"), "-C", str(folder / "web")]
    subprocess.run(command, check=True)


@pytest.fixture
def page(browser: Browser, folder: Path) -> Iterator[Page]:
    """A page at the address of the site; it may ask no other host."""
    foreign: list[str] = []
    web = folder / "web"

    def answer(route: Route) -> None:
        address = route.request.url.partition("#")[0].partition("?")[0]
        if not address.startswith(BASE_URL):
            foreign.append(address)
            route.abort()
            return
        file = web / address.removeprefix(BASE_URL)
        file = file / "index.html" if file.is_dir() else file
        if file.is_file():
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            route.fulfill(path=file, content_type=kind)
        else:
            route.fulfill(status=404, body="")

    context = browser.new_context(base_url=BASE_URL)
    context.route("**/*", answer)
    yield context.new_page()
    context.close()
    assert foreign == []


def choose(page: Page, title: str) -> None:
    """Choose a version in the selector, which opens above itself when pointed at."""
    page.locator(".md-version__link", has_text=title).dispatch_event("click")


@pytest.mark.site
@pytest.mark.slow
def test_the_selector_lists_five_versions_the_newest_first(page: Page) -> None:
    page.goto("/")
    page.wait_for_url("**/2017-12/**")
    expect(page.locator(".md-version__current")).to_have_text(TITLES[0])
    expect(page.locator(".md-version__link")).to_have_text(TITLES)


@pytest.mark.site
@pytest.mark.slow
def test_latest_leads_to_the_newest_month(page: Page) -> None:
    page.goto(f"/latest/{SCHEME}/units/shi-jiaoyuju.html")
    page.wait_for_url(f"**/2017-12/{SCHEME}/units/shi-jiaoyuju.html")


@pytest.mark.site
@pytest.mark.slow
def test_a_reader_goes_back_month_by_month_on_the_same_page(page: Page) -> None:
    """A unit's page is there in every version, and has a row for each month up to then."""
    path = f"{SCHEME}/units/shi-jiaoyuju.html"
    page.goto(f"/2017-12/{path}")
    for month, title in zip(reversed(MONTHS), TITLES, strict=True):
        if month != MONTHS[-1]:
            choose(page, title)
        page.wait_for_url(f"**/{month}/{path}")
        expect(page.locator(".md-version__current")).to_have_text(title)
        link = page.locator("link[rel=canonical]")
        assert link.get_attribute("href") == f"{BASE_URL}{month}/{path}"
        words = page.locator("article").inner_text()
        shown = [f"{m[:4]}年{int(m[5:])}月" in words for m in MONTHS]
        assert shown[: MONTHS.index(month) + 1] == [True] * (MONTHS.index(month) + 1)


@pytest.mark.site
@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    [
        f"2017-11/{SCHEME}/2017-11/shi-jiaoyuju.html",
        f"2017-11/{SCHEME}/2017-11/compare.html",
        "2017-11/nantong-evaluation/index.html",
    ],
)
def test_from_a_page_that_a_version_has_not_a_reader_gets_to_its_first_page(
    page: Page, path: str
) -> None:
    page.goto(f"/{path}")
    choose(page, "2017年8月")
    page.wait_for_url("**/2017-08/")
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.site
@pytest.mark.slow
def test_a_sheet_leads_into_the_version_of_the_month_before(page: Page) -> None:
    page.goto(f"/2017-11/{SCHEME}/2017-11/compare.html#shi-jiaoyuju")
    page.locator("section", has=page.locator("#shi-jiaoyuju")).locator("p a").first.click()
    page.wait_for_url(f"**/2017-10/{SCHEME}/2017-10/shi-jiaoyuju.html#total")


@pytest.mark.site
@pytest.mark.slow
def test_published_versions_stay_as_they_are(folder: Path) -> None:
    history = json.loads((folder / "history.json").read_text("utf-8"))
    last = history[-1]
    for number, trees in enumerate(history, 1):
        assert sorted(trees) == sorted(MONTHS[:number])
        assert trees == {month: last[month] for month in trees}


@pytest.mark.site
@pytest.mark.slow
@pytest.mark.parametrize("month", MONTHS)
def test_a_version_shows_every_scheme_as_of_its_month(folder: Path, month: str) -> None:
    version = folder / "web" / month
    book = open_repository(folder / "repo").book
    for scheme, assessment in book.assessments.items():
        begun = min(assessment.months) <= month
        assert (version / scheme / month / "index.html").is_file() == begun
        printed = {path.name for path in version.glob(f"{scheme}/????-??")}
        corrected = {"2017-08"} if scheme == SCHEME else set()
        assert printed == ({month} | corrected if begun else set())


@pytest.mark.site
@pytest.mark.slow
@pytest.mark.parametrize("month", MONTHS[:-1])
def test_nothing_of_a_later_month_is_in_any_byte(folder: Path, month: str) -> None:
    book = open_repository(folder / "repo").book
    held = [m for one in book.assessments.values() for m in one.months.values()]
    known = "\n".join(t for m in held if m.month <= month for t in texts(m))
    later = {t for m in held if m.month > month for t in texts(m) if t not in known}
    assert len(later) > 50
    later |= {NUMBER, REASON}
    for m in (m for m in MONTHS if m > month):
        later |= {f"{scheme}/{m}" for scheme in book.assessments}
        later |= {f"{m[:4]}年{int(m[5:])}月{word}" for word in ("通报", "考评", "得分表")}
    shown = decoded(folder / "web" / month)
    assert [words for words in sorted(later) if words in shown] == []
    assert NUMBER in decoded(folder / "web" / MONTHS[-1])


def texts(record: object) -> Iterator[str]:
    """Every text that somebody typed, however deep in a record; short ones stand elsewhere too."""
    if isinstance(record, UserText):
        folded = " ".join(record.raw.split())
        if len(folded) > 8:
            yield folded
    elif isinstance(record, dict):
        yield from (text for value in record.values() for text in texts(value))
    elif isinstance(record, tuple):
        yield from (text for value in record for text in texts(value))
    elif is_dataclass(record) and not isinstance(record, type):
        names = (
            f.name for f in fields(record) if not isinstance(record, Month) or f.name != "seal"
        )
        yield from (text for name in names for text in texts(getattr(record, name)))


@cache
def decoded(version: Path) -> str:
    """All that the files of a version say, without the ways in which text is written there.

    What stands between two tags is kept once: pages share their heads.
    """
    found: set[str] = set()
    for file in sorted(path for path in version.rglob("*") if path.is_file()):
        for content in contents(file):
            text = content.decode("utf-8", "replace")
            if file.suffix == ".json":
                text = json.dumps(json.loads(text), ensure_ascii=False)
            pieces = re.split("[<>]", text)
            found.update(" ".join(unescape(piece).split()) for piece in set(pieces))
    return "\n".join(found)


def contents(file: Path) -> Iterator[bytes]:
    """The bytes of a file, or of what is packed in it."""
    if file.suffix == ".gz":
        yield gzip.decompress(file.read_bytes())
    elif is_zipfile(file):
        with ZipFile(file) as packed:
            yield from (packed.read(name) for name in packed.namelist())
    else:
        yield file.read_bytes()


@pytest.mark.site
@pytest.mark.slow
def test_every_link_between_versions_leads_somewhere(folder: Path) -> None:
    checked = 0
    anchors = cache(lambda path: path.read_text(encoding="utf-8"))
    for file in sorted((folder / "web").glob("2017-*/**/*.html")):
        for path, anchor in outward(file):
            target = (file.parent / path).resolve()
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), (file, path)
            assert not anchor or f'id="{anchor}"' in anchors(target), (file, path)
            checked += 1
    assert checked > 1000


def outward(file: Path) -> Iterable[tuple[str, str]]:
    """The links of a page that lead up: path and anchor."""
    for link in LexborHTMLParser(file.read_text(encoding="utf-8")).css("a[href]"):
        path, _, anchor = (link.attributes["href"] or "").partition("#")
        if "://" not in path and path.startswith(".."):
            yield path, anchor


@pytest.mark.site
@pytest.mark.slow
def test_who_has_nothing_but_the_tag_makes_the_same_bytes(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The two commands of docs/versions.md: verify, and build the version again."""
    there, out = tmp_path / "clone", tmp_path / "out"
    tag = "refs/tags/bulletin-2017-11"

    def git(*words: str) -> str:
        command = ["git", "-C", str(there), *words]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    there.mkdir()
    git("init", "--quiet")
    git("fetch", "--quiet", "--no-tags", f"file://{folder / 'repo'}", f"{tag}:{tag}")
    git("checkout", "--quiet", "bulletin-2017-11")
    assert git("for-each-ref", "--format=%(refname)") == tag
    assert run("--root", str(there), "verify") == 0
    said = capsys.readouterr().out
    assert (said.count(" 相符："), said.count("不符")) == (13, 0)
    words = ("--root", str(there), "build", "--month", "2017-11", "--out", str(out))
    build_quietly(lambda: run(*words))
    git("--work-tree", str(out / "site"), "add", "--force", "--all", ".")
    history = json.loads((folder / "history.json").read_text("utf-8"))
    assert git("write-tree") == history[-1]["2017-11"]


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(words)
    assert isinstance(left.value.code, int)
    return left.value.code

"""MkDocs hooks: policy, valid shell, quick search that a folder has too, language."""

import re
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from bulletin.language import Language, _
from bulletin.publish import program
from bulletin.publish.shell import mended, split

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_HEAD = re.compile(r"<head>\s*")
UNSEARCHED = re.compile(
    r'<div class="b-scroll"[^>]* data-search-exclude>.*?</table>\s*</div>'
    r'|<div class="b-(?:way|rest|turn)" data-search-exclude>.*?</div>'
    r'|<figure class="b-figure" data-search-exclude>.*?</figure>'
    r"|<dd data-search-exclude>.*?</dd>",
    re.DOTALL,
)
_RULES = (
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
)


def on_nav(nav: Navigation, files: Files, **_: object) -> Navigation:
    """Put a page outside the navigation under the section of its folder, to be marked there."""
    sections = {_folder(page.file): page.parent for page in nav.pages if page.parent}
    for file in files.documentation_pages():
        if file.page and file.page.parent is None:
            file.page.parent = sections.get(_folder(file))
    return nav


def _folder(file: File) -> str:
    return file.src_uri.partition("/")[0]


class _Page(Protocol):
    content: str
    meta: dict[str, object]


def on_post_page(output: str, **_: object) -> str:
    """Mend a page's shell and write the policy into it."""
    return with_policy(mended(output))


def on_post_template(output_content: str, template_name: str, **_: object) -> str:
    """Write the policy into the pages that the theme brings, such as 404.html."""
    return (
        with_policy(mended(output_content)) if template_name.endswith(".html") else output_content
    )


def with_policy(html: str) -> str:
    """Allow the theme's own inline scripts by their hashes, and nothing else.

    The article is left out: a script that somehow got into it is not allowed.
    """
    shell = "".join(split(html)[::2])
    hashes = sorted({_hash(script) for script in _SCRIPT.findall(shell)})
    rules = "; ".join((*_RULES, " ".join(("script-src 'self'", *hashes))))
    meta = f'<head>\n<meta http-equiv="Content-Security-Policy" content="{rules}">\n'
    return _HEAD.sub(lambda _: meta, html, count=1)


@lru_cache
def _hash(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


# The search plugin reads the whole page again and then drops what says that it is not to be
# searched; that is taken away before it reads, and put back after.


@event_priority(100)
def _before_search(_context: object, /, page: _Page, **_: object) -> None:
    page.meta["whole"] = page.content
    page.content = UNSEARCHED.sub("", page.content)


@event_priority(-200)
def _after_search(_context: object, /, page: _Page, **_: object) -> None:
    page.content = str(page.meta.pop("whole"))


on_page_context = CombinedEvent(_before_search, _after_search)


# The words of the theme's own part, and of the settings, which are named here to be found.

IN_SETTINGS = (_("本页内容"), _("改用深色"), _("改用浅色"))
_CHINESE = re.compile(r"[\u3400-\u9fff](?:.*[\u3400-\u9fff])?", re.DOTALL)
_NODE = re.compile(r"<(svg|script|option)\b.*?</\1>|<[^>]*>|[^<]+", re.DOTALL)


@lru_cache
def _language(name: str) -> Language:
    return program.language(name)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Say the words of the settings in the site's language."""
    find = _language(config.theme["language"]).find
    for scheme in config.theme["palette"]:
        scheme["toggle"]["name"] = find(scheme["toggle"]["name"])
    contents = config.mdx_configs["toc"]
    contents["title"] = find(contents["title"])
    return config


def on_env(env: Environment, config: MkDocsConfig, **_others: object) -> Environment:
    """Say the words of the theme's templates in the site's language."""
    language = _language(config.theme["language"])
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_callables(language.find, _one, newstyle=True)  # type: ignore[attr-defined]
    return env


def _one(text: str, _many: str, _number: int) -> str:
    return text


def on_page_content(html: str, config: MkDocsConfig, **_others: object) -> str:
    """Mark what is Chinese on a page in another language, for those who have it read aloud."""
    return html if config.theme["language"] == "zh" else marked(html)


def marked(html: str) -> str:
    """Mark each run of Chinese; elements whose content is no text of the page are left alone."""
    return _NODE.sub(_marked, html)


def _marked(node: re.Match[str]) -> str:
    if node[0].startswith("<"):
        return node[0]
    return _CHINESE.sub(r'<span lang="zh">\g<0></span>', node[0])


@event_priority(-100)
def on_post_build(config: MkDocsConfig, **_: object) -> None:
    """Write the search index as a script too: a page opened from a folder may not fetch a file."""
    index = Path(config.site_dir, "search", "search_index.json")
    text = index.read_text(encoding="utf-8")
    script = index.with_suffix(".js")
    script.write_text(f"var __index = {text}", encoding="utf-8", newline="\n")

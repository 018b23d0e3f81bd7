"""Atom feeds (RFC 4287): what was published, for programs that look now and then."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

_NOT_XML = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class AtomEntry:
    """One publication: ``id`` never changes, ``updated`` is a moment with its time zone."""

    id: str
    title: str
    updated: str
    href: str
    summary: str = ""


@dataclass(frozen=True, slots=True)
class AtomFeed:
    """A feed with its entries, the newest first; there is at least one."""

    id: str
    title: str
    author: str
    href: str
    own: str
    """Where the feed itself is."""
    entries: tuple[AtomEntry, ...]
    language: str = "zh-CN"


def atom(feed: AtomFeed) -> str:
    """Write a feed."""
    return "".join(f"{line}\n" for line in _feed(feed))


def _feed(feed: AtomFeed) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{feed.language}">'
    yield f"  {_text('id', feed.id)}"
    yield f"  {_text('title', feed.title)}"
    yield f"  {_text('updated', max(entry.updated for entry in feed.entries))}"
    yield f"  <author>{_text('name', feed.author)}</author>"
    yield f'  <link rel="alternate" type="text/html" href={_quoted(feed.href)}/>'
    yield f'  <link rel="self" type="application/atom+xml" href={_quoted(feed.own)}/>'
    for entry in feed.entries:
        yield "  <entry>"
        yield from (f"    {line}" for line in _entry(entry))
        yield "  </entry>"
    yield "</feed>"


def _entry(entry: AtomEntry) -> Iterator[str]:
    yield _text("id", entry.id)
    yield _text("title", entry.title)
    yield _text("updated", entry.updated)
    yield f'<link rel="alternate" type="text/html" href={_quoted(entry.href)}/>'
    if entry.summary:
        yield _text("summary", entry.summary)


def _text(name: str, words: str) -> str:
    return f"<{name}>{escape(_NOT_XML.sub('', words))}</{name}>"


def _quoted(address: str) -> str:
    return quoteattr(_NOT_XML.sub("", address))

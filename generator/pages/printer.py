"""The printer: templates in a sandbox, where whatever is not markup is encoded as text."""

import json
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, is_dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache, partial
from types import FunctionType
from typing import Any

from jinja2 import DictLoader, StrictUndefined
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from generator import number
from generator.pages import links, words
from generator.text import UserText, encode

AMOUNT_PLACES = 2


def safe(value: object) -> Markup:
    """Write any value so that it can only be read as text; markup of the templates passes.

    >>> safe("a*b"), safe(UserText("<b>")), safe(Markup("<b>")), safe(3)
    (Markup('a&#42;b'), Markup('&#60;b&#62;'), Markup('<b>'), Markup('3'))
    """
    write = _WRITERS.get(type(value))
    if write is None:
        raise TypeError(f"a template may not print {value!r}")
    return write(value)


@lru_cache(maxsize=1 << 15)
def _encoded(text: str) -> Markup:
    return Markup(encode(text))  # noqa: S704 - encoded


_WRITERS: dict[type, Callable[[Any], Markup]] = {
    Markup: lambda value: value,
    UserText: lambda value: _encoded(value.raw),
    str: lambda value: _encoded(str.__str__(value)),
    int: lambda value: Markup(int.__str__(value)),  # noqa: S704 - digits
    date: lambda value: Markup(words.day(value)),  # noqa: S704 - digits and Chinese
}


def slug(name: str) -> Markup:
    """Write an id as an anchor, which Markdown reads as it stands.

    >>> slug("5.2")
    Markup('5-2')
    """
    return Markup(links.anchor(links.slug(name)))  # noqa: S704 - checked


@lru_cache(maxsize=1 << 14)
def amount(value: Fraction, places: int = AMOUNT_PLACES) -> Markup:
    """Write points without trailing zeros; a rounded number keeps its exact value beside it.

    >>> amount(Fraction(-1, 2)), amount(Fraction(1, 3))
    (Markup('−0.5'), Markup('<data value="1/3">0.33</data>'))
    """
    return _exact(value, number.short(value, places))


@lru_cache(maxsize=1 << 14)
def signed(value: Fraction, places: int = AMOUNT_PLACES) -> Markup:
    """Write a change with its sign.

    >>> signed(Fraction(1)), signed(Fraction(0)), signed(Fraction(-2))
    (Markup('+1'), Markup('0'), Markup('−2'))
    """
    return (Markup("+") if value > 0 else Markup("")) + amount(value, places)


def taken(value: Fraction) -> Markup:
    """Write what is taken away, given as a positive number.

    >>> taken(Fraction(1, 2)), taken(Fraction(0))
    (Markup('−0.5'), Markup('0'))
    """
    return signed(-value)


@lru_cache(maxsize=1 << 14)
def delta(value: Fraction) -> Markup:
    """Write a change in the colour of its sign.

    >>> delta(Fraction(-1, 2))
    Markup('<span class="b-minus">−0.5</span>')
    """
    kind = "minus" if value < 0 else "plus" if value > 0 else "zero"
    return Markup('<span class="b-{}">{}</span>').format(kind, signed(value))


@lru_cache(maxsize=1 << 14)
def fixed(value: Fraction, places: int) -> Markup:
    """Write a total with a fixed number of decimals.

    >>> fixed(Fraction(97), 2)
    Markup('97.00')
    """
    return _exact(value, number.shown(value, places))


def _exact(value: Fraction, text: str) -> Markup:
    written = text.replace("-", "−")
    if number.exact(text) != value:
        written = f'<data value="{number.plain(value)}">{written}</data>'
    return Markup(written)  # noqa: S704 - digits


@dataclass(frozen=True)
class Crumb:
    """One step of the way from the home page to a page."""

    title: str
    target: str


class Printer:
    """Prints pages; every template is compiled once."""

    def __init__(self, templates: Mapping[str, str], *, demo: bool = False) -> None:
        """Take the templates by name."""
        self._environment = Sandbox(
            loader=DictLoader(templates),
            undefined=StrictUndefined,
            autoescape=True,
            finalize=safe,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._known: dict[tuple[int, Hashable], Markup] = {}
        self._environment.globals.update(
            amount=amount,
            signed=signed,
            delta=delta,
            taken=taken,
            fixed=fixed,
            safe=safe,
            to=links,
            slug=slug,
            month_name=words.month_name,
            short_month=words.short_month,
            numeral=words.numeral,
            demo=demo,
        )

    def page(self, target: str, template: str, title: str, **values: object) -> tuple[str, str]:
        """Print one page: the path of its Markdown file, and its text."""
        folder = target.rpartition("/")[0]
        text = self._environment.get_template(template).render(
            link=_linker(target),
            once=partial(self._once, folder.count("/")),
            href=lambda there: Markup(links.relative(target, there)),  # noqa: S704 - checked
            here=target,
            title=title,
            front_title=Markup(json.dumps(encode(title), ensure_ascii=False)),  # noqa: S704
            **values,
        )
        return links.source_of(target), text

    def _once(self, depth: int, key: Hashable, macro: Macro, *args: object) -> Markup:
        """Print what the key stands for; the same on every page that lies as deep in the site."""
        text = self._known.get((depth, key))
        if text is None:
            text = self._known[depth, key] = macro(*args)
        return text


def _linker(here: str) -> Callable[..., Markup]:
    folder = here.rpartition("/")[0]

    def link(target: str | None, text: object, css: str = "") -> Markup:
        """Point to a target; without one the text stands alone."""
        if target is None:
            return safe(text)
        own = target.startswith(here)
        href = links.relative(here, target) if own else _from(folder, target)
        kind = f' class="{links.anchor(css)}"' if css else ""
        return Markup(f'<a href="{href}"{kind}>{safe(text)}</a>')  # noqa: S704 - all are safe

    return link


@lru_cache(maxsize=1 << 17)
def _from(folder: str, target: str) -> str:
    """The way from any page of a folder to another page."""
    return links.relative(f"{folder}/" if folder else "", target)


class Sandbox(SandboxedEnvironment):
    """The sandbox, which knows our frozen records and reads their fields without more ado.

    What the templates call are their own macros and the functions that the printer gave them:
    neither needs to be weighed each time.
    """

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - as it is inherited
        """Read a field of a record; everything else is weighed by the sandbox."""
        ours = type(obj) in _RECORDS or _is_record(type(obj))
        value = getattr(obj, attribute, _NONE) if ours and attribute[0] != "_" else _NONE
        return super().getattr(obj, attribute) if value is _NONE else value

    def call(self, context: Context, called: Any, /, *args: Any, **named: Any) -> Any:  # noqa: ANN401 - as it is inherited
        """Call a macro or one of our functions; everything else is weighed by the sandbox."""
        if type(called) in _OURS:
            for own in _JINJAS_OWN & named.keys():
                del named[own]
            return called(*args, **named)
        return super().call(context, called, *args, **named)


_NONE = object()
_RECORDS: set[type] = {LoopContext, TemplateModule}
_JINJAS_OWN = frozenset({"_loop_vars", "_block_vars"})  # for functions that ask for the context
_OURS = {Macro, FunctionType, partial, type(amount)}


def _is_record(kind: type) -> bool:
    """Whether a type is one of our records; remembered."""
    ours = is_dataclass(kind) and kind.__module__.startswith("generator.")
    if ours:
        _RECORDS.add(kind)
    return ours

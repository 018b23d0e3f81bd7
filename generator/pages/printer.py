"""The printer: templates in a sandbox, where whatever is not markup is encoded as text."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from jinja2 import DictLoader, StrictUndefined
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
    if isinstance(value, Markup):
        return value
    if isinstance(value, UserText):
        return Markup(value.__html__())  # noqa: S704 - encoded
    if isinstance(value, date):
        return Markup(words.day(value))  # noqa: S704 - digits and Chinese
    if isinstance(value, str | int) and not isinstance(value, bool):
        return Markup(encode(str(value)))  # noqa: S704 - encoded
    raise TypeError(f"a template may not print {value!r}")


def slug(name: str) -> Markup:
    """Write an id as an anchor, which Markdown reads as it stands.

    >>> slug("5.2")
    Markup('5-2')
    """
    return Markup(links.anchor(links.slug(name)))  # noqa: S704 - checked


def amount(value: Fraction, places: int = AMOUNT_PLACES) -> Markup:
    """Write points without trailing zeros; a rounded number keeps its exact value beside it.

    >>> amount(Fraction(-1, 2)), amount(Fraction(1, 3))
    (Markup('−0.5'), Markup('<data value="1/3">0.33</data>'))
    """
    return _exact(value, number.short(value, places))


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


def fixed(value: Fraction, places: int) -> Markup:
    """Write a total with a fixed number of decimals.

    >>> fixed(Fraction(97), 2)
    Markup('97.00')
    """
    return _exact(value, number.shown(value, places))


def _exact(value: Fraction, text: str) -> Markup:
    written = Markup(text.replace("-", "−"))  # noqa: S704 - digits
    if number.exact(text) == value:
        return written
    return Markup('<data value="{}">{}</data>').format(number.plain(value), written)


@dataclass(frozen=True)
class Crumb:
    """One step of the way from the home page to a page."""

    title: str
    target: str


class Printer:
    """Prints pages; every template is compiled once."""

    def __init__(self, templates: Mapping[str, str], *, demo: bool = False) -> None:
        """Take the templates by name."""
        self._environment = SandboxedEnvironment(
            loader=DictLoader(templates),
            undefined=StrictUndefined,
            autoescape=True,
            finalize=safe,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._environment.globals.update(
            amount=amount,
            signed=signed,
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
        text = self._environment.get_template(template).render(
            link=_linker(target),
            href=lambda there: Markup(links.relative(target, there)),  # noqa: S704 - checked
            here=target,
            title=title,
            front_title=Markup(json.dumps(encode(title), ensure_ascii=False)),  # noqa: S704
            **values,
        )
        return links.source_of(target), text


def _linker(here: str) -> Callable[..., Markup]:
    def link(target: str | None, text: object, css: str = "") -> Markup:
        """Point to a target; without one the text stands alone."""
        if target is None:
            return safe(text)
        kind = Markup(' class="{}"').format(css) if css else ""
        return Markup('<a href="{}"{}>{}</a>').format(
            Markup(links.relative(here, target)),  # noqa: S704 - checked
            kind,
            safe(text),
        )

    return link

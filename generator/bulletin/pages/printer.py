"""The printer: templates in a sandbox, where whatever is not markup is encoded as text."""

import json
from collections.abc import Callable, Hashable, Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache, partial, wraps
from typing import Any

from jinja2 import DictLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from bulletin import glossary, number
from bulletin.language import CHINESE, Language, Said, Word
from bulletin.pages.translation import Translated, Translator
from bulletin.reason import Reason
from bulletin.text import UserText, encode
from bulletin.view import links, words
from bulletin.view import reason_sentences as reasons
from bulletin.view.sheet import AMOUNT_PLACES


def safe(value: object) -> Markup:
    """Write any value so that it can only be read as text; markup of the templates passes.

    >>> safe("a*b"), safe(UserText("<b>")), safe(Markup("<b>")), safe(3)
    (Markup('a&#42;b'), Markup('&#60;b&#62;'), Markup('<b>'), Markup('3'))
    """
    if type(value) is Markup:
        return value
    write = _WRITERS.get(type(value))
    if write is None:
        raise TypeError(f"a template may not print {value!r}")
    return write(value)


Safe = Callable[[object], Markup]


def safe_in(language: Language) -> Safe:
    """Make a ``safe`` that writes words, reasons and dates as well, as the language says them.

    >>> safe_in(CHINESE)(date(2017, 8, 3))
    Markup('2017年8月3日')
    """
    writers = _WRITERS | {
        Word: lambda value: _encoded(language.say(value)),
        Reason: lambda value: _encoded(language.say(reasons.sentence(value))),
        date: lambda value: Markup(language.say(words.day(value))),  # noqa: S704 - digits and words
    }

    def write(value: object) -> Markup:
        if type(value) is Markup:
            return value
        writer = writers.get(type(value))
        return safe(value) if writer is None else writer(value)

    return write


@lru_cache(maxsize=1 << 15)
def _encoded(text: str) -> Markup:
    return Markup(encode(text))  # noqa: S704 - encoded


_WRITERS: dict[type, Callable[[Any], Markup]] = {
    UserText: lambda value: _encoded(value.raw),
    str: _encoded,
    int: lambda value: Markup(int.__str__(value)),  # noqa: S704 - digits
}


@lru_cache(maxsize=1 << 14)
def slug(name: str) -> Markup:
    """Write an id as an anchor, which Markdown reads as it stands.

    >>> slug("5.2")
    Markup('5-2')
    """
    return Markup(links.anchor(links.slug(name)))  # noqa: S704 - checked


def _remembered(write: Callable[[Fraction, int], Markup]) -> Callable[..., Markup]:
    """Write each number once; whole numbers are looked up faster than fractions are."""

    @lru_cache(maxsize=1 << 14)
    def known(top: int, bottom: int, places: int) -> Markup:
        return write(Fraction(top, bottom), places)

    @wraps(write)
    def remembered(value: Fraction, places: int = AMOUNT_PLACES) -> Markup:
        return known(value.numerator, value.denominator, places)

    return remembered


@_remembered
def amount(value: Fraction, places: int = AMOUNT_PLACES) -> Markup:
    """Write points without trailing zeros; a rounded number keeps its exact value beside it.

    >>> amount(Fraction(-1, 2)), amount(Fraction(1, 3))
    (Markup('−0.5'), Markup('<data value="1/3">0.33</data>'))
    """
    return _exact(value, number.short(value, places))


@_remembered
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


@_remembered
def delta(value: Fraction, places: int = AMOUNT_PLACES) -> Markup:
    """Write a change in the colour of its sign.

    >>> delta(Fraction(-1, 2))
    Markup('<span class="b-minus">−0.5</span>')
    """
    kind = "minus" if value < 0 else "plus" if value > 0 else "zero"
    return Markup('<span class="b-{}">{}</span>').format(kind, signed(value, places))


@_remembered
def fixed(value: Fraction, places: int) -> Markup:
    """Write a total with a fixed number of decimals.

    >>> fixed(Fraction(97), 2)
    Markup('97.00')
    """
    return _exact(value, number.shown(value, places))


@_remembered
def bare(value: Fraction, places: int = AMOUNT_PLACES) -> Markup:
    """Write points as ``amount`` does where no element may stand, as in a picture.

    >>> bare(Fraction(-1, 3))
    Markup('−0.33')
    """
    return Markup(number.short(value, places).replace("-", "−"))  # noqa: S704 - digits


@_remembered
def bare_fixed(value: Fraction, places: int) -> Markup:
    """Write a total as ``fixed`` does where no element may stand.

    >>> bare_fixed(Fraction(295, 3), 2)
    Markup('98.33')
    """
    return Markup(number.shown(value, places).replace("-", "−"))  # noqa: S704 - digits


@_remembered
def percent(value: Fraction, places: int = AMOUNT_PLACES) -> Markup:
    """Write a place in a picture, given in hundredths of its width.

    >>> percent(Fraction(200, 3))
    Markup('66.67%')
    """
    return Markup(f"{number.short(value, places)}%")  # noqa: S704 - digits


def _exact(value: Fraction, text: str) -> Markup:
    written = text.replace("-", "−")
    if number.exact(text) != value:
        written = f'<data value="{number.plain(value)}">{written}</data>'
    return Markup(written)  # noqa: S704 - digits


class Printer:
    """Prints pages; every template is compiled once."""

    def __init__(
        self, templates: Mapping[str, str], *, demo: bool = False, language: Language = CHINESE
    ) -> None:
        """Take the templates by name, and the language in which the pages speak."""
        self._say, self._safe = language.say, safe_in(language)
        self._environment = Sandbox(
            language,
            loader=DictLoader(templates),
            undefined=StrictUndefined,
            autoescape=True,
            finalize=self._safe,
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
            bare=bare,
            bare_fixed=bare_fixed,
            percent=percent,
            safe=self._safe,
            terms=glossary,
            to=links,
            slug=slug,
            said=language.say,
            month_name=_said(language, words.month_name),
            short_month=_said(language, words.short_month),
            named=words.named,
            numeral=_said(language, words.numeral),
            demo=demo,
        )

    def page(self, target: str, template: str, title: Said, **values: object) -> tuple[str, str]:
        """Print one page: the path of its Markdown file, and its text."""
        folder, heading = target.rpartition("/")[0], self._say(title)
        text = self._environment.get_template(template).render(
            link=_linker(target, self._safe),
            once=partial(self._once, folder.count("/")),
            href=lambda there: Markup(links.relative(target, there)),  # noqa: S704 - checked
            here=target,
            title=heading,
            front_title=Markup(json.dumps(encode(heading), ensure_ascii=False)),  # noqa: S704
            **values,
        )
        return links.source_of(target), text

    def _once(
        self, depth: int, key: Hashable, macro: Callable[..., Markup], *args: object
    ) -> Markup:
        """Print what the key stands for; the same on every page that lies as deep in the site."""
        text = self._known.get((depth, key))
        if text is None:
            text = self._known[depth, key] = macro(*args)
        return text


def _said(language: Language, word: Callable[[Any], Word]) -> Callable[[Any], str]:
    """Let templates ask for a word as it is said, so that it can be put together with others."""
    return lru_cache(lambda value: language.say(word(value)))


def _linker(here: str, safe: Safe) -> Callable[..., Markup]:
    folder = here.rpartition("/")[0]

    def link(target: str | None, text: object, css: str = "") -> Markup:
        """Point to a target; without one the text stands alone."""
        if target is None:
            return safe(text)
        own = target.startswith(here)
        href = links.relative(here, target) if own else _from(folder, target)
        return Markup(f'<a href="{href}"{_class(css)}>{safe(text)}</a>')  # noqa: S704 - all are safe

    return link


@lru_cache
def _class(css: str) -> str:
    return f' class="{links.anchor(css)}"' if css else ""


@lru_cache(maxsize=1 << 17)
def _from(folder: str, target: str) -> str:
    """The way from any page of a folder to another page."""
    return links.relative(f"{folder}/" if folder else "", target)


class _Writer(CodeGenerator):
    """Compiles templates, which come with the program, to leaner code than for foreign ones.

    Fields are read and macros and our functions are called directly; the sandbox weighs only
    names that begin with an underscore, ``format``, and calls of what is not named in a template.
    What ``finalize`` returns is markup, and is not looked at again.
    """

    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:  # noqa: ANN401, ARG002 - as it is inherited
        self.write(f"({finalize.src}")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - as it is inherited
        if node.attr.startswith("_") or node.attr in _WEIGHED:
            super().visit_Getattr(node, frame)
        else:
            self.visit(node.node, frame)
            self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802 - as it is inherited
        if forward_caller or not _is_named(node.node):
            super().visit_Call(node, frame, forward_caller=forward_caller)
        else:
            self.visit(node.node, frame)
            self.write("(*()")  # each argument is written with a comma before it
            self.signature(node, frame)
            self.write(")")


_WEIGHED = frozenset({"format", "format_map", "mro"})


def _is_named(called: nodes.Expr) -> bool:
    """Whether a macro or one of the printer's functions is called by its name."""
    if isinstance(called, nodes.Getattr):
        return isinstance(called.node, nodes.Name) and called.node.name in _MODULES
    return isinstance(called, nodes.Name)


_MODULES = frozenset({"c", "charts", "d", "found", "p", "to"})
"""The names under which templates know their shared parts, and the addresses."""


class Sandbox(SandboxedEnvironment):
    """The sandbox; an environment for templates that cannot reach what is behind the records."""

    code_generator_class = _Writer

    def __init__(self, language: Language, **options: Any) -> None:  # noqa: ANN401 - Jinja's own
        """Take the language into which each template is translated as it is read."""
        super().__init__(extensions=[Translated], **options)
        self.language = language

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        translated = Translator(self.language).visit(tree)
        assert isinstance(translated, nodes.Template)  # noqa: S101 - for the type checker
        return translated

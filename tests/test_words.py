"""The words of the interface in other languages: none is missing, none is spare, all fit."""

import re

import pytest
from bulletin.language import Language, _, clauses, joined
from bulletin.model.scheme import BASE_METHODS
from bulletin.pages.printer import Printer
from bulletin.publish import program
from bulletin.publish.hooks import IN_SETTINGS
from bulletin.text import UserText
from bulletin.view.words import METHOD

from tools.words import HAN, HERE, catalogue, renewed, texts, used

ENGLISH = texts(catalogue("en"))
_PART = re.compile(r"%\((\w+)\)\w+")
_MARKUP = re.compile(r"</?[a-z]+(?: class=\"[a-z-]+\")?>")
_UNSAFE = re.compile(r"[<>&\"*_`\[\]{}\\]")


def test_the_catalogue_has_each_word_once_and_in_order() -> None:
    kept = (HERE / "site_templates/locale/en.po").read_text(encoding="utf-8")
    assert renewed(catalogue("en"), used()) == kept


def test_every_word_has_its_translation() -> None:
    assert [word for word, said in ENGLISH if not said or HAN.search(said)] == []


def test_no_translation_is_a_guess() -> None:
    assert [message.id for message in catalogue("en") if message.fuzzy] == []


def test_a_translation_names_the_same_parts_as_the_word() -> None:
    assert [w for w, said in ENGLISH if set(_PART.findall(w)) != set(_PART.findall(said))] == []


def test_a_translation_has_the_markup_of_the_word_and_no_other() -> None:
    for word, said in ENGLISH:
        assert sorted(_MARKUP.findall(said)) == sorted(_MARKUP.findall(word)), word
        assert not _UNSAFE.search(_MARKUP.sub("", _PART.sub("", said))), word


def test_the_words_of_the_settings_are_known() -> None:
    lines = (HERE / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    found = [line.partition(": ")[2] for line in lines if HAN.search(line)]
    assert sorted(set(found)) == sorted(word.text for word in IN_SETTINGS)


def test_the_methods_that_every_scheme_has_have_words() -> None:
    assert {name: Language().say(said) for name, said in METHOD.items()} == BASE_METHODS


def test_chinese_needs_no_catalogue() -> None:
    assert program.language("zh") == Language()


TEMPLATE = (
    '{{ _("满分") }}|{{ _("%(n)s家", n=n) }}|{% trans n, who=who %}<b>{{ who }}</b>等'
    "{{ n }}家{% endtrans %}"
    '|{% trans n %}{{ n }}天{% pluralize %}{{ n }}天{% endtrans %}|{{ x ~ _("第%(n)s名", n=n) }}'
)
WORDS = {
    "满分": "Full marks",
    "%(n)s家": "Units: %(n)s",
    "<b>%(who)s</b>等%(n)s家": "%(n)s units, <b>%(who)s</b> first",
    "%(n)s天": "%(n)s day",
    "%(n)s天\0%(n)s天": "%(n)s days",
    "第%(n)s名": "rank %(n)s",
}


@pytest.mark.parametrize(
    ("language", "number", "printed"),
    [
        (Language(), 1, "满分|1家|<b>甲&#60;乙</b>等1家|1天|x第1名"),
        (Language(), 2, "满分|2家|<b>甲&#60;乙</b>等2家|2天|x第2名"),
        (
            Language("en", WORDS),
            1,
            "Full marks|Units: 1|1 units, <b>甲&#60;乙</b> first|1 day|xrank 1",
        ),
        (
            Language("en", WORDS),
            2,
            "Full marks|Units: 2|2 units, <b>甲&#60;乙</b> first|2 days|xrank 2",
        ),
    ],
)
def test_a_template_is_translated_as_it_is_compiled(
    language: Language, number: int, printed: str
) -> None:
    printer = Printer({"a": TEMPLATE}, language=language)
    _path, text = printer.page("a.html", "a", "t", n=number, who=UserText("甲<乙"), x="x")
    assert text == printed


def test_two_languages_in_one_process_know_nothing_of_each_other() -> None:
    one, other = Printer({"a": TEMPLATE}), Printer({"a": TEMPLATE}, language=Language("en", WORDS))
    values = {"n": 2, "who": "甲", "x": "x"}
    first = one.page("a.html", "a", "t", **values)
    assert other.page("a.html", "a", "t", **values) != first
    assert one.page("a.html", "a", "t", **values) == first


def test_a_word_is_never_a_bare_string() -> None:
    with pytest.raises(TypeError, match="is said by a language"):
        f"{_('满分')}"


def test_sentences_are_put_together_in_every_language() -> None:
    words = {"%(first)s、%(rest)s": "%(first)s, %(rest)s", "%(names)s超过": "passed by %(names)s"}
    said = clauses([_("%(names)s超过", names=joined(["甲", "乙", "丙"])), ""])
    assert Language().say(said) == "甲、乙、丙超过，"
    assert Language("en", words).say(said) == "passed by 甲, 乙, 丙，"

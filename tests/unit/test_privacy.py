"""Personal data is found however it is disguised; numbers of the trade are left alone."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from bulletin.privacy import PersonalKind, masked, personal, suspect

DATA = Path(__file__).parent.parent.parent / "data"
EACH = 30
HARMLESS = 20_000


def found(text: str) -> list[tuple[str, str, str]]:
    """What is found in a text: its kind, what is quoted of it, and what it is."""
    spans = personal(text)
    return [(s.kind.name, s.shown, text[s.start : s.end]) for s in spans]


@pytest.mark.parametrize(
    ("text", "kind", "shown"),
    [
        ("拨打13800138000反映", "MOBILE", "138****8000"),
        ("电话一：１３８－００１３－８０００", "MOBILE", "138****8000"),
        ("幺三八〇〇一三八〇〇〇", "MOBILE", "138****8000"),
        ("（138）0013.八零零零", "MOBILE", "138****8000"),
        ("+86 1 3 8 0 0 1 3 8 0 0 0", "MOBILE", "138****8000"),
        ("008613800138000", "MOBILE", "138****8000"),
        ("tel13800138000", "MOBILE", "138****8000"),
        ("手机：13 80 01 38 00 0", "MOBILE", "138****8000"),
        ("①③⑧⓪⓪①③⑧⓪⓪⓪", "MOBILE", "138****8000"),
        ("11010519491231002X", "IDENTITY", "1101************2X"),
        ("110105 1949 1231 002 ｘ", "IDENTITY", "1101************2X"),
        ("330106800101123", "IDENTITY", "3301*********23"),
        ("4111-1111-1111-1111", "CARD", "4111****1111"),
        ("浙A12345", "PLATE", "浙A****45"),
        ("浙 a·D 1 2 3 4 5", "PLATE", "浙A****45"),
        ("浙Ａ（１２３４５）", "PLATE", "浙A****45"),
        ("浙A12345D", "PLATE", "浙A****5D"),
        ("粤Z1234港", "PLATE", "粤Z****4港"),
        ("浙A·1234警", "PLATE", "浙A****4警"),
        ("使014578", "PLATE", "使0****78"),
        ("WJ浙1234A", "PLATE", "WJ****4A"),
        ("请寄zhang.san@example.com收", "EMAIL", "z****@****"),
        ("zhang（at）example 点 com", "EMAIL", "z****@****"),
        ("zhang ＠ example．com", "EMAIL", "z****@****"),
        ("zhang#qq.com", "EMAIL", "z****@****"),
        ("0571-87654321", "LANDLINE", "0571-****4321"),
        ("（010）8765 4321", "LANDLINE", "010-****4321"),
        ("电话：87654321", "LANDLINE", "****4321"),
    ],
)
def test_it_is_found_and_quoted_in_part(text: str, kind: str, shown: str) -> None:
    assert [(k, s) for k, s, _ in found(text)] == [(kind, shown)]


def test_all_in_a_text_are_found_where_they_stand() -> None:
    assert found("135-1234-5678/139 1234 5678，浙A12345") == [
        ("MOBILE", "135****5678", "135-1234-5678"),
        ("MOBILE", "139****5678", "139 1234 5678"),
        ("PLATE", "浙A****45", "浙A12345"),
    ]


def test_what_is_masked_cannot_be_read_but_land_lines_stay() -> None:
    text = "一三八 0013 8000 或 0571-87654321，zhang@example.com。"
    assert masked(text) == "138****8000 或 0571-87654321，z****@****。"


@pytest.mark.parametrize(
    "text",
    [
        "拨打12345、96666、110、95588或400-820-8820",
        "杭跑改办〔2017〕41号、〔2017〕138、1201、1305号",
        "2017-08-31 14:30:25",
        "二〇一七年八月三十一日至二〇一八年一月一日",
        "13812345678元、¥13812345678.50，13,812,345,678元",
        "得分13.5 12.5 88.1 92.0",
        "1、3、5、7、8、10、12月",
        "192.168.10.101",
        "11010519491231002",  # no check digit
        "110105194913310021",  # no such month
        "4111111111111112",  # the check digit of Luhn is wrong
        "d5579c46dfcc7f18207013e65b44e4cb4e2c2298f4ac457ba8f82743f31e930b",
        "13800138000138001380001380013800",  # a check sum may have digits only
        "更新A12345版",
        "促使200000人",
        "@全体成员",
        "浙A级景区12345",
        "138001380001",
    ],
)
def test_numbers_of_the_trade_are_left_alone(text: str) -> None:
    assert found(text) == []


# --- recall ------------------------------------------------------------------------------------


def _mobile(chance: Random) -> tuple[str, ...]:
    prefix = chance.choice(["135", "138", "150", "177", "186", "199"])
    number = prefix + _digits(chance, 8)
    return chance.choice([(number[:3], number[3:7], number[7:]), (number[:3], number[3:])])


def _identity(chance: Random) -> tuple[str, ...]:
    region = chance.choice(["330106", "110105", "320684", "440305"])
    birth = f"{chance.randint(1930, 2010)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
    body = region + birth + _digits(chance, 3)
    # ISO 7064, MOD 11-2, written as its definition: the sum of all digits with weights 2^i is 1.
    check = next(c for c in range(11) if _weighed(body, c) % 11 == 1)
    return region, birth, f"{body[14:]}{'X' if check == 10 else check}"


def _weighed(body: str, check: int) -> int:
    values = [*map(int, body), check]
    return sum(value * 2**place for place, value in enumerate(reversed(values)))


def _old_identity(chance: Random) -> tuple[str, ...]:
    birth = f"{chance.randint(30, 85)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
    return chance.choice(["330106", "320684"]), birth, _digits(chance, 3)


def _card(chance: Random) -> tuple[str, ...]:
    body = chance.choice(["622202", "621700", "621661"]) + _digits(chance, 12)
    table = "0246813579"  # twice the digit, its digits added
    total = sum(int(table[int(d)] if i % 2 else d) for i, d in enumerate(reversed(body), 1))
    number = f"{body}{-total % 10}"
    return tuple(number[i : i + 4] for i in range(0, 19, 4))


def _landline(chance: Random) -> tuple[str, ...]:
    return chance.choice(["0571", "0513", "010", "021"]), f"8{_digits(chance, 7)}"


def _digits(chance: Random, many: int) -> str:
    return "".join(chance.choice("0123456789") for _ in range(many))


def _plate(chance: Random) -> tuple[str, ...]:
    letter = chance.choice("ABCDEFGHJK")
    tail = _digits(chance, 5)
    body = chance.choice([tail, f"D{tail}", f"{tail}F", f"{tail[:4]}警", f"{tail[:4]}挂"])
    return f"{chance.choice('浙苏沪京皖')}{letter}", body


NUMBERS: dict[PersonalKind, tuple[Callable[[Random], tuple[str, ...]], ...]] = {
    PersonalKind.MOBILE: (_mobile,),
    PersonalKind.IDENTITY: (_identity, _old_identity),
    PersonalKind.CARD: (_card,),
    PersonalKind.LANDLINE: (_landline,),
    PersonalKind.PLATE: (_plate,),
}
ASCII = "".join(map(chr, range(0x21, 0x7F)))
WIDE = {ord(sign): chr(ord(sign) + 0xFEE0) for sign in ASCII}
SPOKEN = dict(zip(range(0x30, 0x3A), "〇一二三四五六七八九", strict=True))
TALKED = dict(zip(range(0x30, 0x3A), "零幺二三四五六七八九", strict=True))
SCRIPTS: tuple[dict[int, str], ...] = ({}, WIDE, SPOKEN, TALKED)


def _mixed(groups: tuple[str, ...], chance: Random) -> str:
    told = [group.translate(chance.choice(SCRIPTS)) for group in groups]
    return chance.choice([" ", "-", "－", "·", ".", " - "]).join(told)


DISGUISES: dict[str, Callable[[tuple[str, ...], Random], str]] = {
    "plain": lambda groups, _: "".join(groups),
    "spaces": lambda groups, c: c.choice([" ".join(groups), " ".join("".join(groups))]),
    "hyphens": lambda groups, c: c.choice(["-", "－", "—", " - "]).join(groups),
    "full-width": lambda groups, _: "".join(groups).translate(WIDE),
    "numerals": lambda groups, c: "".join(groups).translate(c.choice([SPOKEN, TALKED])),
    "dots": lambda groups, c: c.choice([".", "．", "·"]).join(groups),
    "brackets": lambda groups, c: c.choice(["（{}）{}", "【{}】{}", "({}) {}"]).format(
        groups[0], "".join(groups[1:])
    ),
    "prefix": lambda groups, c: c.choice(["+86", "+86 ", "86-", "(+86)"]) + "-".join(groups),
    "mixed": _mixed,
}


def _hidden(chance: Random) -> Iterator[tuple[PersonalKind, str, str]]:
    for kind, makers in NUMBERS.items():
        for name, disguise in DISGUISES.items():
            for number in range(EACH):
                groups = makers[number % len(makers)](chance)
                text = disguise(groups, chance)
                yield kind, name, chance.choice(["{}", "举报人 {} 反映", "联系{}，"]).format(text)


def test_almost_all_are_found_in_nine_disguises() -> None:
    missed = Counter(
        f"{kind.name} {name}"
        for kind, name, text in _hidden(Random(41))  # noqa: S311 - always the same
        if kind not in {span.kind for span in personal(text)}
    )
    total = len(NUMBERS) * len(DISGUISES) * EACH
    assert sum(missed.values()) / total <= 0.04, missed


# --- no false alarm ----------------------------------------------------------------------------


@cache
def _vocabulary() -> tuple[str, ...]:
    files = (
        yaml.load(path.read_bytes(), yaml.CSafeLoader) for path in sorted(DATA.rglob("*.yaml"))
    )
    return tuple(sorted({text for file in files for text in _texts(file)}))


def _texts(data: Any) -> Iterator[str]:  # noqa: ANN401
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        rows = data.values() if isinstance(data, dict) else data
        yield from chain.from_iterable(map(_texts, rows))


def _harmless(chance: Random) -> str:
    """A sentence of the trade with numbers in it: what stands in findings every day."""
    year, month, day = chance.randint(2014, 2019), chance.randint(1, 12), chance.randint(1, 28)
    some, many = chance.randint(1, 300), chance.randint(1_000, 99_999_999_999)
    numbers = (
        f"杭跑改办〔{year}〕{some}号",
        f"省政府令第{some}号（{year}年）",
        f"{year}-{month:02}-{day:02} {day % 24:02}:{some % 60:02}:{day:02}",
        f"{year}.{month}.{day}—{year + 1}.{month}.{day}",
        f"{year}年{month}月{day}日至{month}月{day}日",
        f"{many}元",
        f"{many / 100:,.2f}元",
        f"{many % 100_000}.{some % 100:02}万元",
        f"权力事项 33{some:04}-{chance.choice('ABCDEF')}-{day:05}-000",
        f"事项编码 GD{year}{month:02}{day:02}{some:04}",
        f"工单 {year}{month:02}{day:02}{chance.randint(0, 99999):05}",
        f"{year}-{month:02}/jy-{some:03}",
        f"{chance.getrandbits(256):064x}",
        f"{chance.getrandbits(160):040x}"[:10],
        "12345热线、96666、110、95598、400-826-5678",
        f"得分 {some / 10} {day / 2} {month}.5 {some % 100}.25",
        f"第{month}、{day}、{some}条",
        f"二〇一七年第{'一二三四五六七八九'[month % 9]}季度",
        f"满意率{some / 3.1:.2f}%，同比{day / 7:.3f}%",
        f"{day}楼{some}室{month}号窗口",
    )
    before, after = chance.choice(_vocabulary()), chance.choice(_vocabulary())
    first, second = chance.choice(numbers), chance.choice(numbers)
    return chance.choice(["{0}，{1}{2}：{3}", "{1}，{0}（{3}）", "{0}：{1}、{3}；{2}"]).format(
        before, first, after, second
    )


def test_no_harmless_text_gives_an_alarm() -> None:
    chance = Random(42)  # noqa: S311 - always the same
    alarms = {text: found(text) for text in (_harmless(chance) for _ in range(HARMLESS))}
    assert {text: spans for text, spans in alarms.items() if spans} == {}


def test_hardly_any_text_of_the_demonstration_is_looked_at_twice() -> None:
    texts = _vocabulary()
    assert sum(map(suspect, texts)) < len(texts) / 50


def test_a_hostile_text_takes_no_time() -> None:
    for sign in ("1 ", "1", "浙A", "a@", "138 ", "（1）", "a.", "1@1.", "一", "@ a"):
        assert len(personal(sign * (4000 // len(sign)))) <= 4000

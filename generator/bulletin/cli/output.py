"""All that the commands print goes through here: text of data gives no orders to what shows it.

A runner of CI reads a log line by line and obeys what begins like a command of its own; a terminal
obeys control characters. Names, titles, keys and file names are people's, and so are theirs.
"""

import re

import click

_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    r"\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
"""What a terminal obeys, and what nobody sees: two names that look alike are not the same."""
_ORDERS = (
    # GitHub, Gitea: at the beginning of a line, whatever space stands before it
    (re.compile(r"(?m)^(\s*)::"), r"\1：："),
    # GitHub's old form, Azure's, TeamCity's: anywhere in a line
    (re.compile(r"##(?=\w*\[)"), "#＃"),
    # GitLab
    (re.compile(r"(?m)^(\s*section_(?:start|end)):"), r"\1："),
)


def harmless(text: str) -> str:
    r"""Return a text of several lines that no runner and no terminal obeys.

    >>> harmless("::error::x\n 甲\x1b[2J ##[group]")
    '：：error::x\n 甲\\x1b[2J #＃[group]'
    """
    shown = _CONTROL.sub(_escaped, text)
    for order, shape in _ORDERS:
        shown = order.sub(shape, shown)
    return shown


def _escaped(match: re.Match[str]) -> str:
    return ascii(match[0])[1:-1]


def say(text: str, *, err: bool = False) -> None:
    """Print text for people."""
    click.echo(harmless(text), err=err)


def say_json(text: str) -> None:
    """Print JSON: the same data, in which no character gives orders."""
    click.echo(_CONTROL.sub(_json_escaped, text).replace("##", "#\\u0023"))


def _json_escaped(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def command(line: str) -> None:
    """Print a command to a runner, which is meant as one; its parts have been encoded."""
    click.echo(_CONTROL.sub(_escaped, line))

"""The sentences of click in Chinese, whatever language the environment asks for.

click marks its sentences for gettext, which would look for a catalogue of the language of the
environment. The names by which its modules call gettext are bound to this catalogue instead.
"""

import gettext
import sys

SENTENCES = {
    "Got unexpected extra argument ({args})": "多写了 {args}",
    "Missing command.": "缺少命令",
    "No such command {name!r}.": "没有命令 {name}",
    "No such option {name!r}.": "没有选项 {name}",
    "Option {name!r} does not take a value.": "选项 {name} 不带值",
    "Option {name!r} requires an argument.": "选项 {name} 后面缺少值",
    "Options": "选项",
    "Show this message and exit.": "显示说明",
    "{name} {filename!r} does not exist.": "没有 {filename}",
    "{name} {filename!r} is a directory.": "这是文件夹，必须是文件",
    "{name} {filename!r} is a file.": "这是文件，必须是文件夹",
    "{name} {filename!r} is not readable.": "没有权限读 {filename}",
}
"""By click's own; what is not here is said only of what no command of ours uses."""


def bind() -> None:
    """Give click this catalogue in place of the environment's."""
    for name, module in tuple(sys.modules.items()):
        names = vars(module)
        if name.partition(".")[0] == "click" and names.get("_") is gettext.gettext:
            names.update(_=_said, ngettext=_said)


def _said(sentence: str, *_plural: str | int) -> str:
    return SENTENCES.get(sentence, sentence)

"""The default Word templates; an office changes its own copy in Word, not here.

``python -m tools.letters`` writes them to ``site_templates/word``, and ``docs/templates.md``.
"""

from collections.abc import Callable

from tools.letters.bulletin import bulletin
from tools.letters.notice import notice
from tools.letters.report import report

TEMPLATES: dict[str, Callable[[], dict[str, str]]] = {
    "通报": bulletin,
    "反馈单": notice,
    "督察报告": report,
}

"""The default Word templates; an office changes its own copy in Word, not here.

``python -m tests.letters`` writes them to ``site_templates/word``, and ``docs/templates.md``.
"""

from collections.abc import Callable

from tests.letters.bulletin import bulletin
from tests.letters.notice import notice
from tests.letters.report import report

TEMPLATES: dict[str, Callable[[], dict[str, str]]] = {
    "通报": bulletin,
    "反馈单": notice,
    "督察报告": report,
}

"""Write the default templates, and the page of what they may name."""

from pathlib import Path

from tests.letters import TEMPLATES
from tests.letters.names import PAGE, page
from tests.letters.paper import packed

FOLDER = Path(__file__).parents[2] / "site_templates" / "word"

for title, made in TEMPLATES.items():
    (FOLDER / f"{title}.docx").write_bytes(packed(made()))

PAGE.write_text(page(), encoding="utf-8")

"""Write the default templates, and the page of what they may name."""

from pathlib import Path

from tools.letters import TEMPLATES
from tools.letters.names import PAGE, page
from tools.letters.paper import packed

FOLDER = Path(__file__).parents[2] / "site_templates" / "word"

for title, made in TEMPLATES.items():
    (FOLDER / f"{title}.docx").write_bytes(packed(made()))

PAGE.write_text(page(), encoding="utf-8")

"""Write the default templates."""

from pathlib import Path

from tests.letters import TEMPLATES
from tests.letters.paper import packed

FOLDER = Path(__file__).parents[2] / "site_templates" / "word"

for title, made in TEMPLATES.items():
    (FOLDER / f"{title}.docx").write_bytes(packed(made()))

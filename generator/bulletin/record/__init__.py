"""Whatever writes below ``data/``: one write, all of it or nothing."""

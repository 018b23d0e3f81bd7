"""A repository opened: its records, its problems, its scores, and its states side by side."""

"""Scores and problems in other forms: JSON for programs, text for reading aloud."""

"""Generators of what the project ships: Word templates, references, the catalogue, pictures."""

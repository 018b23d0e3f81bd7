"""Mirrors the module of the same name."""

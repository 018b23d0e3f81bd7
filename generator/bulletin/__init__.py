"""Turn YAML findings kept in git into the official monthly bulletin."""

__version__ = "0.1.0"

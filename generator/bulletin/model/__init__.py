"""The records: frozen, made by ``load`` only, each knowing where it was written."""

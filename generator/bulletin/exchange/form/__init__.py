"""The workbook that an inspector fills offline: its tables, written and read, as values.

Every cell has one text, whichever program wrote it (``cells``). Data turn into such texts, and
texts that differ from them turn into changed data (``findings``, ``measurements``, ``marks``);
what no cell says stays as it is.
"""

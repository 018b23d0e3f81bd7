"""Tables: the rows of workbooks, CSV and JSON."""

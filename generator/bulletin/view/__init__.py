"""What is shown: scores and records to facts, rows and words, whoever prints them."""

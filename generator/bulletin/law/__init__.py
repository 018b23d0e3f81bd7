"""What the records mean, whoever asks: what is in force, where an order stands."""

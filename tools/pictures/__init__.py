"""The documentation's pictures, taken of the program as it is."""

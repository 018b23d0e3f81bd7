"""Measures the program beside a floor or a peer, in one run, with memory."""

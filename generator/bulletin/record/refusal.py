"""A request that may not be carried out, for reasons that a person is told."""


class RefusedError(Exception):
    """What is asked may not be done; the message is Chinese and tells what to do instead."""

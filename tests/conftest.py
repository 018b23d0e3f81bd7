"""What every test shares."""

from hypothesis import settings

# The same examples on every run, on a slow machine too: a red test is red for everyone.
settings.register_profile("bulletin", derandomize=True, deadline=None)
settings.load_profile("bulletin")

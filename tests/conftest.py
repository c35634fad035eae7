"""How Hypothesis runs here: without a limit in time, on a machine that is shared and noisy."""

from hypothesis import settings

settings.register_profile("shared-machine", deadline=None)
settings.load_profile("shared-machine")

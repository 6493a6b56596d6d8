"""How often Python looks for garbage that only a search can find."""

import gc

# A commit or a batch of visits makes many thousand objects that all end by their last reference;
# by Python's own thresholds looking through them again and again took a sixth of the time.
_THRESHOLDS = (20_000, 10, 10)


def collect_seldom() -> None:
    """Let the collector of this process run after more objects than it would by itself."""
    gc.set_threshold(*_THRESHOLDS)

"""What the demo year adds up to, and fair ways to split a total.

The figures are those a real district printed for its year (2-09); the district is invented.
"""

from collections.abc import Sequence
from random import Random

LESSONS = 420
LESSON_PLANS = 804
CAMPAIGNS = 26
TRAINING_ATTENDANCES = 1_093
SAFETY_SESSIONS, SAFETY_ATTENDANCES = 18, 53_820


def split(total: int, weights: Sequence[float]) -> list[int]:
    """The total in whole parts by weight, adding up exactly (largest remainder).

    Equal remainders go to the earlier part. Raises ValueError when no weight is above 0.
    """
    if not any(weight > 0 for weight in weights):
        raise ValueError("nothing to split over")
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [int(share) for share in exact]
    behind = sorted(range(len(parts)), key=lambda index: (parts[index] - exact[index], index))
    for index in behind[: total - sum(parts)]:
        parts[index] += 1
    return parts


def scatter(total: int, places: int, most: int, chance: Random) -> list[int]:
    """How many of the total fall on each place, by chance, at most ``most`` on one.

    Raises ValueError when the places cannot hold the total.
    """
    if total > places * most:
        raise ValueError(f"{places} places of {most} cannot hold {total}")
    slots = [place for place in range(places) for _ in range(most)]
    found = [0] * places
    for place in chance.sample(slots, total):
        found[place] += 1
    return found

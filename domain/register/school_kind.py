"""What kinds of places are inspected."""

from enum import StrEnum


class SchoolKind(StrEnum):
    """What is inspected: schools of all kinds, institutions, and townships (2-23)."""

    KINDERGARTEN = "kindergarten"
    PRIMARY = "primary"
    JUNIOR = "junior"
    NINE_YEAR = "nine_year"
    SENIOR = "senior"
    COMPLETE = "complete"
    TWELVE_YEAR = "twelve_year"
    VOCATIONAL = "vocational"
    SPECIAL = "special"
    CORRECTIONAL = "correctional"
    TRAINING = "training"
    TOWNSHIP = "township"

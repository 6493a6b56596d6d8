"""What kinds of places are inspected."""

from enum import StrEnum


class SchoolKind(StrEnum):
    """What is inspected: schools of all kinds, institutions, townships, and departments (2-23)."""

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
    DEPARTMENT = "department"

    @property
    def is_school(self) -> bool:
        """Whether it is a school: what is none, is visited in campaigns and counted among none."""
        return self not in NO_SCHOOLS


NO_SCHOOLS = frozenset({SchoolKind.TRAINING, SchoolKind.TOWNSHIP, SchoolKind.DEPARTMENT})
OFFICES = frozenset({SchoolKind.TOWNSHIP, SchoolKind.DEPARTMENT})
"""Units that teach nobody: they are gone to in campaigns, and asked after nowhere else."""

"""For which schools the demo's inspectors are appointed, and their certificates: all invented."""

from collections.abc import Iterable

from demo.region import DemoSchool
from domain.kinds.register.person import Stage
from domain.kinds.register.school import SchoolKind

_STAGES: dict[SchoolKind, tuple[Stage, ...]] = {
    SchoolKind.KINDERGARTEN: (Stage.PRESCHOOL,),
    SchoolKind.PRIMARY: (Stage.PRIMARY,),
    SchoolKind.JUNIOR: (Stage.JUNIOR,),
    SchoolKind.NINE_YEAR: (Stage.PRIMARY, Stage.JUNIOR),
    SchoolKind.SENIOR: (Stage.SENIOR,),
    SchoolKind.COMPLETE: (Stage.JUNIOR, Stage.SENIOR),
}


def stages_of(schools: Iterable[DemoSchool]) -> tuple[Stage, ...]:
    """The stages that these schools teach (学段), in their order."""
    taught = {stage for school in schools for stage in _STAGES.get(school.kind, ())}
    return tuple(each for each in Stage if each in taught)


def certificate_of(number: int) -> str:
    """The number of the 督学证 of the inspector who is so many in the list."""
    return f"栖督证字〔2025〕{number:02} 号"

"""What an inspected unit is called: a township is no school, and an institution neither."""

from app.visits.search import Unit, unit_of
from domain.wire.workbook import WorkbookSchool

# On the chips one filters by.
KIND = {
    Unit.SCHOOL: "学校",
    Unit.KINDERGARTEN: "幼儿园",
    Unit.TRAINING: "培训机构",
    Unit.TOWNSHIP: "乡镇（街道）",
    Unit.DEPARTMENT: "科室、部门",
}
# Inside a sentence.
NOUN = {
    Unit.SCHOOL: "学校",
    Unit.KINDERGARTEN: "幼儿园",
    Unit.TRAINING: "机构",
    Unit.TOWNSHIP: "单位",
    Unit.DEPARTMENT: "单位",
}
ANY, SCHOOL = "单位", NOUN[Unit.SCHOOL]


def noun(school: WorkbookSchool | None) -> str:
    """What to call the unit in a sentence."""
    return NOUN[unit_of(school.school_kind)] if school else ANY


def distance(metres: float) -> str:
    """A distance as people say it."""
    if metres < 5:
        return "不到 5 米"
    return f"约 {metres:.0f} 米" if metres < 1000 else f"约 {metres / 1000:.1f} 公里"


def length(metres: float) -> str:
    """A round length: 200 米, 2 公里."""
    return f"{metres:g} 米" if metres < 1000 else f"{metres / 1000:g} 公里"

"""How far a campaign is by town and by kind of unit: on its page, in the board, in the files."""

import pytest

from domain.kinds.register.school import Ownership, SchoolKind
from tests.builders.campaigns import a_plan, approved, stands
from tests.builders.handset import a_school, write

UNITS = {
    "school-1": {"town": "青溪镇"},
    "school-2": {"town": "青溪镇", "ownership": Ownership.PRIVATE},
    "school-3": {"town": "谢桥镇"},
    "gov": {"name": "谢桥镇人民政府", "town": "谢桥镇", "school_kind": SchoolKind.TOWNSHIP},
    "dept": {"name": "区教育局监审科", "school_kind": SchoolKind.DEPARTMENT},
}


@pytest.fixture
def campaign(server, inspection) -> str:
    """A campaign at schools of two towns, a township and a department; two units are done."""
    write(server, "wanshan", *((a_school(code, **facts), None) for code, facts in UNITS.items()))
    plan = a_plan(units=tuple(UNITS))
    found = approved(server.database, server.committer, plan)
    for unit in ("school-1", "school-2"):
        inspection.open_visit(unit, campaign_id=plan.campaign_id)
        inspection.check_in()
        inspection.submit()
    inspection.push()
    return found


def test_the_page_says_how_many_towns_schools_and_others_are_covered(supervisor, campaign):
    page = supervisor.page(f"/campaigns/{campaign}")
    for title, share in (("乡镇全覆盖", "1/2"), ("乡镇公办学校", "1/2"), ("其他单位", "1/3")):
        assert f"<dt>{title}</dt><dd>{share}</dd>" in page
    assert "才算这个乡镇全覆盖" in page
    assert "差 2 个" in page
    assert "科室、部门" in page


def test_the_board_is_narrowed_by_kind_and_town(supervisor, campaign):
    board = supervisor.page(f"/campaigns/units?campaign={campaign}&kind=department")
    assert "区教育局监审科" in board
    assert "第1小学" not in board
    town = supervisor.page(f"/campaigns/units?campaign={campaign}&town=谢桥镇&result=open")
    assert "谢桥镇人民政府" in town
    assert "区教育局监审科" not in town


def test_the_coverage_is_a_list_and_a_file(supervisor, campaign):
    asked = f"campaign={campaign}&by=sort"
    assert "全部单位" in supervisor.page(f"/campaigns/coverage?{asked}")
    lines = supervisor.get(f"/campaigns/coverage.csv?{asked}").text.splitlines()
    assert [line.split(",")[2:6] for line in lines[1:]] == [
        ["乡镇公办学校", "2", "1", "1"],
        ["其他单位", "3", "1", "2"],
        ["全部单位", "5", "2", "3"],
    ]
    whole = supervisor.page(f"/campaigns/coverage?campaign={campaign}&by=town&whole=yes")
    assert "青溪镇" in whole
    assert "谢桥镇" not in whole.partition("<tbody")[2]


def test_one_unit_is_added_and_another_dropped_each_with_its_reason(supervisor, campaign, server):
    write(server, "wanshan", (a_school("school-9"), None))
    place = f"/campaigns/{campaign}"
    bare = supervisor.fill(place, f"{place}/acts/add-unit", unit="school-9", reason="")
    assert bare.status_code == 400
    said = {"unit": "school-9", "reason": "上级增加", "keeps_receipts": "true"}
    assert supervisor.fill(place, f"{place}/acts/add-unit", **said).status_code == 303
    dropped = {"unit": "dept", "reason": "机构撤并"}
    assert supervisor.fill(place, f"{place}/acts/drop-unit", **dropped).status_code == 303
    page = supervisor.page(place)
    assert "增加 第9小学：上级增加" in page
    assert "减去 区教育局监审科：机构撤并" in page
    plan = stands(server.database, campaign).plan
    assert plan.all_units == ("school-1", "school-2", "school-3", "gov", "school-9")

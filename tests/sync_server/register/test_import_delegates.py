"""People of other departments (联合部门人员) come by the sheet of people as everybody does."""

import pytest

from domain.kinds.author import Role
from tests.builders.imported import imported, planned, told

HEADS = ("姓名", "角色", "部门", "联系电话", "专兼职")
GAO = ("高科", "联合部门人员", "监审科", "0851-1", "专职")


def test_a_delegate_has_a_department_and_no_appointment():
    register = imported({"督学": [HEADS, GAO]})
    (person,) = register.people.values()
    assert (person.body.role, person.body.department) == (Role.DELEGATE, "监审科")
    assert (person.body.post, person.phone, person.private.phone) == (None, "0851-1", "0851-1")
    again = imported({"督学": [("姓名", "角色"), ("高科", "联合科室")]}, register)
    assert again.people == register.people


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (("高科", "联合部门人员", "", "", ""), "联合部门人员没有写部门"),
        (("高科", "联合部门人员", "监" * 101, "", ""), "部门太长"),
        (("高科", "联合部门人员", "监审科", "1" * 33, ""), "联系电话太长"),
    ],
)
def test_what_is_missing_or_too_long_is_said_beside_its_cell(row, fault):
    assert fault in told(planned({"督学": [HEADS, row]}))


def test_a_delegate_is_responsible_for_no_school():
    sheets: dict[str, list[tuple[object, ...]]] = {
        "学校": [("学校", "类型", "片区"), ("城关一小", "小学", "一片区")],
        "督学": [HEADS, GAO],
        "分工": [("督学", "学校"), ("高科", "城关一小")],
    }
    assert "高科是联合部门人员，不负责学校" in told(planned(sheets))

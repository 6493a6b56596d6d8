"""The template offices download: importable as it is, and its examples are true."""

import io
from datetime import date

from openpyxl import load_workbook

from sync_server.register.importing.plan import plan_import
from sync_server.register.importing.register import Register
from sync_server.register.importing.template import EXAMPLES, write_template
from tests.builders.import_file import an_import_file

TODAY = date(2026, 5, 14)


def test_an_untouched_template_imports_nothing() -> None:
    found = plan_import(write_template(), Register("520199"), TODAY)
    assert found.changes == ()
    assert [fault.problem for fault in found.faults] == ["没有可以导入的内容"]
    assert found.unread == ()


def test_its_examples_would_import_without_a_fault() -> None:
    book = load_workbook(io.BytesIO(write_template()))
    sheets = {
        name: [
            tuple(cell.value for cell in book[name][1]),
            *(tuple(cell.removeprefix("例：") for cell in row) for row in rows),
        ]
        for name, rows in EXAMPLES.items()
    }
    register = Register("520199", reporting_units={"u1": "东片区"})
    found = plan_import(an_import_file(sheets), register, TODAY)
    assert not found.faults
    assert [found.count(name, is_new=True) for name in ("片区", "学校", "督学", "分工")] == [
        2,
        2,
        3,
        3,
    ]


def test_it_offers_lists_and_explains_every_column() -> None:
    book = load_workbook(io.BytesIO(write_template()))
    assert book.sheetnames == [
        "学校",
        "督学",
        "分工",
        "专项",
        "片区",
        "校历",
        "办学条件",
        "期初问题",
        "信息报送",
        "填写说明",
    ]
    lists = [each.formula1 for each in book["学校"].data_validations.dataValidation]
    assert any(formula and "幼儿园" in formula and "乡镇" in formula for formula in lists)
    (choice,) = [
        each.formula1 for each in book["分工"].data_validations.dataValidation if each.formula1
    ]
    assert choice == '"主责,协助"'
    assert book["学校"].freeze_panes == "B2"
    told = "\n".join(str(row[0].value) for row in book["填写说明"].iter_rows() if row[0].value)
    assert "--dry-run" in told
    assert "学校标识码" in told

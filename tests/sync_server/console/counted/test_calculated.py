"""What the formulas of our workbooks come to is what the database has (S2, S7, story E)."""

import io

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from domain.month.month import Grouping
from domain.month.topic import ALL, Topic
from domain.words.values import label
from sync_server.month.called import tab_of
from sync_server.month.official import PRESENT
from sync_server.month.period import read_period
from sync_server.month.table import Months
from sync_server.server import Server
from tests.builders.handset import write
from tests.builders.month_end import SIZES, example_schools, inspectors, provided
from tests.builders.office import Inspection, a_rich_visit
from tests.builders.spreadsheet import calculated

MAY = "2026-05"


@pytest.fixture
def eighty_five(server: Server) -> Server:
    """85 inspectors of 小学, 初中 and 学前, each with a school of their own; one visit."""
    write(server, "wanshan", *inspectors())
    a_rich_visit(Inspection.of(server), [])
    return server


def test_the_month_of_eighty_five_inspectors_adds_up_whoever_calculates_it(eighty_five: Server):
    months = Months(eighty_five.database, eighty_five.clock, eighty_five.committer)
    found = list(calculated(months.export(MAY, "wanshan").content))
    assert len(found) > 100
    for sheet, cell, comes_to, shown in found:
        assert comes_to == pytest.approx(shown), (sheet, cell)


def test_every_sheet_has_the_rows_and_the_foot_of_its_table(eighty_five: Server):
    months = Months(eighty_five.database, eighty_five.clock, eighty_five.committer)
    book = load_workbook(io.BytesIO(months.export(MAY, "wanshan").content), data_only=True)
    for by in ALL:
        (sheet,) = months.official(read_period(MAY), "wanshan", by, PRESENT).sheets
        left = 2 + len(sheet.note_titles)
        rows = list(book[tab_of(by)].iter_rows(min_row=5, values_only=True))
        wanted = (*(each.values for each in sheet.rows), sheet.total)
        for row, told in zip(rows, wanted, strict=False):
            found = row[left : left + len(sheet.columns)]
            assert [value or 0 for value in found] == pytest.approx([each or 0 for each in told])


def test_eighty_five_are_48_and_36_and_1_and_what_they_owe_is_the_databases(eighty_five: Server):
    months = Months(eighty_five.database, eighty_five.clock, eighty_five.committer)
    period = read_period(MAY)
    (stages,) = months.official(period, "wanshan", Topic.STAGE, PRESENT).sheets
    people = [each.name for each in stages.columns].index("inspectors")
    sizes = {row.name: row.values[people] for row in stages.rows}
    assert {label(stage): size for stage, size in SIZES.items()}.items() <= sizes.items()
    (table,) = months.official(period, "wanshan", Grouping.INSPECTOR, PRESENT).sheets
    due = [each.name for each in table.columns].index("due")
    with eighty_five.database.reading() as transaction:
        query = text("SELECT count(DISTINCT school_id) FROM assignment WHERE district = 'wanshan'")
        schools = transaction.tables.execute(query).scalar_one()
    assert table.total[due] == sum(row.values[due] or 0 for row in table.rows) == 2 * schools
    assert {table.standing(row.values) for row in table.rows} >= {"low"}


def test_the_coefficients_are_what_their_formulas_come_to(server: Server, browsers):
    write(server, "wanshan", *example_schools(), *provided())
    content = browsers("li.zhuren").get("/balance.xlsx?year=2026&stage=primary").content
    found = list(calculated(content))
    for _, cell, comes_to, shown in found:
        assert comes_to == pytest.approx(shown), cell
    assert {6.3344, 3.2639, 0.5153} <= {round(comes_to, 4) for _, _, comes_to, _ in found}

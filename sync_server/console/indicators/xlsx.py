"""The year's figures as a workbook whose coefficients are formulas over the schools' rows."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from domain.indicators.figure import Figure, Indicator
from domain.indicators.sharing import amount_of, pupils_in
from domain.kinds.register.indicator import IndicatorSet
from domain.words.values import label
from sync_server.console.indicators.year import BalanceYear, Line

FONT = "宋体"
INK, PALE, RULE_GREY = "#17393d", "#e7efec", "#9db0ab"
# A workbook names the moment it was made; a fixed one makes the same table the same file.
MADE_AT = datetime(2000, 1, 1)  # noqa: DTZ001 - xlsxwriter takes no zone
HEAD_ROW, FIRST_ROW = 1, 2
SCHOOL, PUPILS, FIRST_FIGURE = 0, 1, 2
SAYS = (
    "差异系数 CV=S/X̄；X̄=Σxᵢ/ΣPᵢ；S=√Σ(Pᵢ/P_N)(Xᵢ−X̄)²，按学生数加权。",
    "表中各校为总量；九年一贯制等学校按学生数折算到本学段（小学1：初中1.1：高中1.32）。"
    "没有填的学校，这一项不参加计算。",
)


class Foot(NamedTuple):
    """A row below the schools: what it is, its formula and the value that this must show."""

    title: str
    formula: str
    value: Decimal | None
    style: str


def balance_workbook(found: BalanceYear, district: str) -> bytes:
    """The workbook: the schools' totals, and below them what comes of them."""
    import xlsxwriter  # noqa: PLC0415 - a server that only serves makes no workbooks

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"title": found.title, "created": MADE_AT})
        page = book.add_worksheet(label(found.stage))
        _Writer(page, _styles(book), found).write(f"{district}{found.title}")
    return content.getvalue()


def _styles(book: Any) -> dict[str, Any]:
    base = {"font_name": FONT, "font_size": 10, "valign": "vcenter"}
    cell = {**base, "border": 1, "border_color": RULE_GREY}
    total = {**cell, "bold": True, "bg_color": PALE}
    return {
        "title": book.add_format({**base, "font_size": 16, "bold": True, "align": "center"}),
        "head": book.add_format({**total, "align": "center", "text_wrap": True}),
        "text": book.add_format(cell),
        "number": book.add_format({**cell, "num_format": "#,##0.##"}),
        "whole": book.add_format({**cell, "num_format": "#,##0"}),
        "total_text": book.add_format(total),
        "total_number": book.add_format({**total, "num_format": "#,##0.##"}),
        "total_exact": book.add_format({**total, "num_format": "0.0000"}),
        "note": book.add_format({**base, "text_wrap": True, "font_color": INK}),
    }


@dataclass(slots=True)
class _Writer:
    page: Any
    styles: dict[str, Any]
    found: BalanceYear

    @property
    def schools(self) -> list[IndicatorSet]:
        """The schools that count."""
        return [each.stated for each in self.found.schools]

    @property
    def last(self) -> int:
        """The last column."""
        return FIRST_FIGURE + len(self.found.lines) - 1

    def write(self, title: str) -> None:
        """All of the sheet."""
        self.page.merge_range(0, 0, 0, self.last, title, self.styles["title"])
        self._heads()
        for number, each in enumerate(self.schools):
            self._school(FIRST_ROW + number, each)
        foot = FIRST_ROW + len(self.schools)
        if self.schools:
            foot = self._feet(foot)
        for number, text in enumerate(SAYS):
            self.page.merge_range(foot + number, 0, foot + number, self.last, "")
            self.page.write_string(foot + number, 0, text, self.styles["note"])
        self._printing()

    def _heads(self) -> None:
        heads = ["学校", "学生数", *(_total_of(each.indicator) for each in self.found.lines)]
        for index, head in enumerate(heads):
            self.page.write_string(HEAD_ROW, index, head, self.styles["head"])
        self.page.set_row(HEAD_ROW, 46)

    def _school(self, at: int, stated: IndicatorSet) -> None:
        name = self.found.names.school(stated.school_id)
        self.page.write_string(at, SCHOOL, name, self.styles["text"])
        pupils = pupils_in(stated, self.found.stage)
        self.page.write_number(at, PUPILS, pupils, self.styles["whole"])
        for index, line in enumerate(self.found.lines, start=FIRST_FIGURE):
            amount = amount_of(stated, line.measured.figure, self.found.stage)
            if amount is None:
                self.page.write_blank(at, index, None, self.styles["number"])
            else:
                self.page.write_number(at, index, float(amount), self.styles["number"])

    def _feet(self, first: int) -> int:
        """The sums, the means, the deviations and the coefficients; where the next row is."""
        ends = (FIRST_ROW, first - 1)
        titles = [each.title for each in _feet(self.found.lines[0], "B1:B1", "C1:C1", 0, "C")]
        for row, title in enumerate(titles, start=first):
            self.page.merge_range(row, SCHOOL, row, PUPILS, title, self.styles["total_text"])
        for index, line in enumerate(self.found.lines, start=FIRST_FIGURE):
            pupils, own = (_range(each, ends) for each in (PUPILS, index))
            for row, foot in enumerate(_feet(line, pupils, own, first, _letter(index)), first):
                if foot.value is None:
                    self.page.write_blank(row, index, None, self.styles[foot.style])
                else:
                    style, value = self.styles[foot.style], float(foot.value)
                    self.page.write_formula(row, index, foot.formula, style, value)
        return first + len(titles)

    def _printing(self) -> None:
        self.page.set_column(SCHOOL, SCHOOL, 26)
        self.page.set_column(PUPILS, self.last, 12)
        self.page.freeze_panes(FIRST_ROW, FIRST_FIGURE)
        self.page.set_landscape()
        self.page.set_paper(9)
        self.page.repeat_rows(HEAD_ROW)
        self.page.fit_to_pages(1, 0)


def _feet(line: Line, pupils: str, own: str, first: int, letter: str) -> Iterator[Foot]:
    """The rows below the schools, of one column: for each pupil, whatever the indicator's unit."""
    now = line.measured.now
    counted, total, mean, deviation = (f"{letter}{first + each}" for each in range(1, 5))
    spread = f'SUMPRODUCT(({own}<>"")*{pupils}*({own}/{pupils}-{mean})^2)/{counted}'
    taught = f'SUMPRODUCT(({own}<>"")*{pupils})'
    yield Foot("参加计算的学生数", f"={taught}", now.pupils if now else None, "total_number")
    yield Foot("合计", f"=SUM({own})", now.amount if now else None, "total_number")
    yield Foot("平均数 X̄（生均）", f"={total}/{counted}", now.mean if now else None, "total_exact")
    deviated = now.deviation if now else None
    yield Foot("标准差 S", f"=SQRT({spread})", deviated, "total_exact")
    coefficient = now.coefficient if now else None
    yield Foot("差异系数 CV", f"={deviation}/{mean}", coefficient, "total_exact")


def _total_of(indicator: Indicator) -> str:
    """What the school's own figure is called."""
    return IndicatorSet.model_fields[Figure(indicator.figure).value].title or ""


def _range(column: int, ends: Sequence[int]) -> str:
    letter = _letter(column)
    return f"${letter}${ends[0] + 1}:${letter}${ends[1] + 1}"


def _letter(column: int) -> str:
    return chr(ord("A") + column)

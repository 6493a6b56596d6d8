"""The workbook of an office that nobody has tidied: 60 schools, 46 people, and all that goes wrong.

Titles, notes, sums, signature lines, headings again on each page, merged cells, spellings of one
name, positions in degrees and minutes, a hidden sheet, and 25,000 rows that are only formatted.
"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

ZONES = ("第一督学责任区", "第二督学责任区", "第三督学责任区", "第四督学责任区")
TOWNS = ("云山街道", "清溪镇", "松林镇", "金坪乡")
EACH_ZONE, EACH_INSPECTOR, RESPONSIBLE, PEOPLE = 15, 5, 12, 46
FORMATTED_ROWS = 25_000
FIRST_DAY = "2026-03-01"
HEADINGS = (
    *("序号", "学校（园）名称", "学校标识码", "办学类型", "责任区"),
    *("所在乡镇", "经纬度", "坐标系", "备注栏"),
)
TITLE = "栖云区中小学幼儿园基本情况一览表（2026年春季）"
# Of each zone's fifteen: what they are called, the beginning of their codes, what they are.
_UNITS = (
    *(("中心幼儿园", "11", "幼儿园"), ("新苗幼儿园", "11", "幼儿园"), ("阳光幼儿园", "11", "")),
    *((f"第{number}小学", "21", "完全小学") for number in "一二三四五六"),
    *(("大坪教学点", "21", "小学教学点"), ("九年制学校", "31", "九年一贯制学校")),
    *(("第一初级中学", "31", "初级中学"), ("第二初级中学", "31", "普通初中")),
    *(("高级中学", "34", "普通高中"), ("职业技术学校", "36", "职业高中学校")),
)
_FAMILY = "林程白顾陆唐韩方江龙罗孟莫秦苏廖魏向曾单万金"
_GIVEN = ("静", "远航", "若溪", "景行", "志远", "立群", "雨桐", "新宇", "思齐", "春晖", "云舒")
TWINS = "小太阳幼儿园"
DOTTED, DOTTED_OTHERWISE = "阿依古丽·买买提", "阿依古丽•买买提"


@dataclass(frozen=True, slots=True)
class Unit:
    """One school as the mended workbook has it."""

    name: str
    code: str
    kind: str
    zone: str
    town: str
    lat: float
    lng: float

    @property
    def due(self) -> int:
        """How often a month asks for a visit there, by the rules an office begins with."""
        return 1 if self.kind == "幼儿园" else 2


def units() -> list[Unit]:
    """The sixty schools, in the order of the workbook."""
    found = []
    for zone, (name, town) in enumerate(zip(ZONES, TOWNS, strict=True)):
        for number, (ending, prefix, kind) in enumerate(_UNITS):
            code = f"{prefix}52{zone + 1:03}{number + 101:03}"
            # The last two share a yard: somebody must confirm it.
            spot = min(number, 13) if zone == 3 else number
            place = (26.5 + zone * 0.03 + spot * 0.004, 106.7 + spot * 0.005)
            # One name under two codes, in two towns.
            is_twin = number == 2 and zone < 2
            school = TWINS if is_twin else town[:2] + ending
            found.append(Unit(school, code, kind or "幼儿园", name, town, *place))
    return found


def people() -> list[str]:
    """The names of the forty-six: the last two are the director and the clerk."""
    made = [f"{_FAMILY[at % 22]}{_GIVEN[at // 22 * 4 + at % 4]}" for at in range(PEOPLE)]
    made[1] = DOTTED
    return made


def responsible() -> dict[str, list[Unit]]:
    """The schools of each of the twelve who have any."""
    schools = units()
    return {
        name: schools[at * EACH_INSPECTOR : (at + 1) * EACH_INSPECTOR]
        for at, name in enumerate(people()[:RESPONSIBLE])
    }


@dataclass
class MessyWorkbook:
    """The workbook as it came, or with what its faults ask for mended.

    ``wrong`` are the cells a first import names, by sheet and cell, each with what it says.
    """

    is_mended: bool = False
    wrong: dict[tuple[str, str], str] = field(default_factory=dict)
    book: Workbook = field(default_factory=Workbook)

    def content(self) -> bytes:
        """The bytes of the xlsx."""
        self._schools(self.book.worksheets[0])
        self._people(self.book.create_sheet("督学名册"))
        self._assignments(self.book.create_sheet("分工"))
        old = self.book.create_sheet("去年")
        old.sheet_state = "hidden"
        _put(old, 1, HEADINGS)
        _put(self.book.create_sheet("通讯录"), 1, ("科室", "值班电话"))
        buffer = io.BytesIO()
        self.book.save(buffer)
        return _with_formatted_rows(buffer)

    def _right(self, sheet: str, cell: str, said: str, wrong: object, right: object) -> object:
        """What stands in a cell: what is wrong, until it is mended."""
        self.wrong[sheet, cell] = said
        return right if self.is_mended else wrong

    def _schools(self, sheet: Worksheet) -> None:
        sheet.title = "学校"
        row = _heading(sheet, 1)
        for zone in ZONES:
            first = row
            for each in (unit for unit in units() if unit.zone == zone):
                _put(sheet, row, self._school(each, row, is_first=row == first))
                row += 1
            sheet.merge_cells(f"E{first}:E{row - 1}")
            _put(sheet, row, ("小计", f"{EACH_ZONE}所"))
            row += 1
            if zone == ZONES[1]:
                _put(sheet, row, ("第 1 页，共 2 页",))
                row = _heading(sheet, row + 1)
        _put(sheet, row, ("合计", "", "60"))
        _put(sheet, row + 1, ("填表人：金小满", "", "审核人：", "", "（盖章）"))

    def _school(self, each: Unit, row: int, *, is_first: bool) -> list[object]:
        number = units().index(each)
        cells: list[object] = [number + 1, each.name, each.code, each.kind]
        cells += [each.zone if is_first else None, each.town, _position(each, number), "WGS84", ""]
        first = units()[3].code
        # Where it is wrong, what is said, what stands there: the row tells which school.
        faults: Mapping[int, tuple[int, str, str, object]] = {
            5: (2, "B", f"标识码 {first} 和第", first),
            7: (2, "C", "不是正确的代码", "215200110"),
            9: (5, "F", "是错误值 #N/A", "#N/A"),
            20: (6, "G", "不是国内的经纬度", "106°42.81′"),
            31: (7, "H", "没有填坐标系", ""),
            40: (3, "D", "没有“示范校”这个类型", "示范校"),
        }
        if number in faults:
            at, letter, said, wrong = faults[number]
            cells[at] = self._right("学校", f"{letter}{row}", said, wrong, cells[at])
        if number == 12:
            cells[2] = _wide(each.code)
        return cells

    def _people(self, sheet: Worksheet) -> None:
        _put(sheet, 1, ("栖云区责任督学名册",))
        sheet.merge_cells("A1:E1")
        _put(sheet, 2, ("姓名", "账号", "职责", "责任区", "专兼职"))
        for at, name in enumerate(people()):
            office = {PEOPLE - 2: "督导室主任", PEOPLE - 1: "统计员"}.get(at, "督学")
            account = {PEOPLE - 2: "gu.zhuren", PEOPLE - 1: "tong.ji"}.get(at)
            zone = ZONES[at // 3] if at < RESPONSIBLE else None
            post = "" if account else "专职" if at < RESPONSIBLE else "兼职"
            row = at + 3
            # The same person twice, until the second is told apart.
            spelled = name if len(name) != 2 else f"{name[0]}　{name[1]}"
            if at == 30:
                said = f"“{people()[29]}”和第 {row - 1} 行重复"
                spelled = str(self._right("督学名册", f"A{row}", said, people()[29], name))
            _put(sheet, row, (spelled, account, office, zone, post))
        _put(sheet, PEOPLE + 3, (f"合计：{PEOPLE}人",))

    def _assignments(self, sheet: Worksheet) -> None:
        _put(sheet, 1, ("责任督学", "责任学校", "起始日期"))
        row = 2
        for at, (name, schools) in enumerate(responsible().items()):
            # Some by a row for each school under one merged name, some in one cell.
            spelled = DOTTED_OTHERWISE if name == DOTTED else name
            if at % 2:
                listed = "、".join(_called(each, number) for number, each in enumerate(schools))
                _put(sheet, row, (spelled, listed, FIRST_DAY))
                row += 1
                continue
            for number, each in enumerate(schools):
                day = self._day(at, number, row)
                told = (spelled if not number else None, _called(each, number), day)
                _put(sheet, row + number, told)
            sheet.merge_cells(f"A{row}:A{row + len(schools) - 1}")
            row += len(schools)
        wrong, right = "栖云第九十九小学", units()[0].code
        unit = self._right("分工", f"B{row}", f"没有叫“{wrong}”的学校", wrong, right)
        _put(sheet, row, (people()[0], unit, FIRST_DAY))
        _put(sheet, row + 1, ("制表：金小满　　2026年4月",))

    def _day(self, at: int, number: int, row: int) -> object:
        if (at, number) != (2, 0):
            return FIRST_DAY
        return self._right("分工", f"C{row}", "是公式", "=DATE(2026,3,1)", FIRST_DAY)


def _with_formatted_rows(plain: io.BytesIO) -> bytes:
    """The file with rows below its first sheet's that hold nothing but a format."""
    rows = "".join(
        f'<row r="{row}"><c r="B{row}" s="0"/></row>' for row in range(80, 80 + FORMATTED_ROWS)
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            found = old.read(part)
            if part == "xl/worksheets/sheet1.xml":
                found = found.replace(b"</sheetData>", f"{rows}</sheetData>".encode())
            new.writestr(part, found)
    return buffer.getvalue()


def _heading(sheet: Worksheet, row: int) -> int:
    """Title, note and headings from this row on; the row below them."""
    _put(sheet, row, (TITLE,))
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(HEADINGS))
    _put(sheet, row + 1, ("填表说明：坐标在手机地图上取，代码照学校代码证填写。",))
    _put(sheet, row + 2, HEADINGS)
    return row + 3


def _put(sheet: Worksheet, row: int, cells: Sequence[object]) -> None:
    for column, value in enumerate(cells, start=1):
        if value not in (None, ""):
            sheet.cell(row, column, value)


def _called(each: Unit, number: int) -> str:
    """A school as a list of assignments calls it: by its code where the name does not tell."""
    return each.code if each.name == TWINS or number == EACH_INSPECTOR - 1 else each.name


def _position(each: Unit, number: int) -> str:
    """The position, each school's written in another way."""
    lat, lng = each.lat, each.lng
    spelled = (
        f"{lng:.6f},{lat:.6f}",
        f"{_minutes(lng)},{_minutes(lat)}",
        f"东经{_minutes(lng)} 北纬{_minutes(lat)}",
        f"{lat:.6f}，{lng:.6f}",
        f"{_seconds(lat)}N,{_seconds(lng)}E",
    )
    return spelled[number % len(spelled)]


def _minutes(degrees: float) -> str:
    return f"{int(degrees)}°{degrees % 1 * 60:.4f}′"


def _seconds(degrees: float) -> str:
    minutes = degrees % 1 * 60
    return f"{int(degrees)}°{int(minutes)}′{minutes % 1 * 60:.2f}″"


def _wide(text: str) -> str:
    """The same in full width."""
    return "".join(chr(ord(sign) + 0xFEE0) for sign in text)

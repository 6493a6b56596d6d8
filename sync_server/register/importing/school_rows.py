"""The sheet 学校: schools, kindergartens, institutions and townships."""

from domain.kinds.register.school import Ownership, SchoolKind, SchoolSet
from domain.register.order import in_file_order
from domain.register.school_code import CodeProblem, code_problem, kinds_of, normalise_code
from domain.spelling import key_of, usual
from sync_server.readings.pinyin import full_pinyin, initials, sort_as
from sync_server.register.importing.cell_values import code_text, has_lost_digits, names_in
from sync_server.register.importing.changes import SHEET_SCHOOLS, ImportDraft
from sync_server.register.importing.faults import Faults
from sync_server.register.importing.lookups import AS_TEXT, LOST_DIGITS
from sync_server.register.importing.position_cells import COLUMNS as POSITION_COLUMNS
from sync_server.register.importing.position_cells import position_of
from sync_server.register.importing.school_kinds import (
    kind_named,
    kind_word,
    kinds_in_name,
    ownership_named,
)
from sync_server.register.importing.sheets import Columns, Row
from sync_server.register.importing.which_school import Schools, Told, new_school_id
from sync_server.register.importing.zone_rows import (
    LONGEST_NAME,
    active_of,
    name_of,
    zone_for,
)

COLUMNS: Columns = {
    "学校名称": ("学校", "单位名称", "学校（园）名称", "园所名称", "机构名称", "学校全称", "名称"),
    "简称": ("学校简称", "别名", "曾用名", "又名"),
    "学校标识码": ("标识码", "学校代码", "学校编码", "统一社会信用代码", "机构代码"),
    "原标识码": ("原编码", "原代码", "原学校标识码", "旧标识码", "更正前标识码"),
    "类型": ("学校类型", "类别", "办学类型", "单位类型", "学段"),
    "公办民办": ("公民办", "办学性质", "性质", "举办者类型", "公办/民办", "举办者"),
    "片区": ("责任区", "督学责任区", "片区名称", "所属片区"),
    "乡镇": ("乡镇街道", "乡镇（街道）", "街道", "所在乡镇", "乡镇/街道"),
    **POSITION_COLUMNS,
    "半径": ("定位半径", "签到半径", "打卡半径", "半径（米）"),
    "状态": ("是否在用", "办学状态", "使用状态"),
}
MUST = ("学校名称",)

CODE_REMEDIES = {
    CodeProblem.WRONG_LENGTH: "学校标识码是10位数字，培训机构填18位统一社会信用代码",
    CodeProblem.WRONG_CHARACTER: "请核对有没有多打或打错的字符",
    CodeProblem.UNKNOWN_CATEGORY: "学校标识码前两位应是11、21、31、34、36、37或51",
    CodeProblem.UNKNOWN_PROVINCE: "学校标识码第3、4位应是省份代码",
    CodeProblem.WRONG_CHECK_DIGIT: "统一社会信用代码的校验位不对，请对照证照核对",
}
_RADIUS_M = range(20, 20_001)


def read_schools(rows: list[Row], draft: ImportDraft, faults: Faults) -> None:
    """Take the schools of these rows into the draft; what is blank stays as it was."""
    told = [each for row in rows if (each := _told(row, draft, faults)) is not None]
    listed = []
    for each, known in Schools(told, draft, faults).sorted_out():
        draft.at(each.row)
        before = len(faults.found)
        school = _school(each, known, draft, faults)
        if school is None or len(faults.found) > before:
            draft.note_faulty(SHEET_SCHOOLS, each.name, each.code or "", *each.aliases)
            continue
        draft.set_school(school)
        listed.append((each.row, school.school_id))
    _put_in_order(listed, draft)


def _put_in_order(listed: list[tuple[Row, str]], draft: ImportDraft) -> None:
    """The schools of the file stand in its order from now on."""
    schools = draft.register.schools
    known = [schools[school_id].order_no for _, school_id in listed]
    last = max((each.order_no or 0 for each in schools.values()), default=0)
    for (row, school_id), number in zip(listed, in_file_order(known, last), strict=True):
        draft.at(row)
        draft.set_school(schools[school_id].model_copy(update={"order_no": number}))


def _told(row: Row, draft: ImportDraft, faults: Faults) -> Told | None:
    """Which school the row is about, as far as it says; None where it has no name."""
    before = len(faults.found)
    name = name_of(row, "学校名称", faults)
    code, aliases = _code(row, faults), _aliases(row, faults)
    if name is None or len(faults.found) > before:
        draft.note_faulty(SHEET_SCHOOLS, row.text("学校名称"), code or "", *aliases)
        return None
    return Told(row, name, code, row.text("乡镇"), aliases, _old_code(row))


def _school(
    told: Told, known: SchoolSet | None, draft: ImportDraft, faults: Faults
) -> SchoolSet | None:
    row, code = told.row, told.code or (known.code if known else None)
    name = _name(told, known)
    kind = _kind(row, (name, code), known, faults)
    zone = zone_for(row, "片区", draft, faults)
    zone_code = zone.zone if zone else known.zone if known else None
    if zone_code is None:
        faults.add(row.place("片区"), "没有填片区", "请填写这所学校归哪个片区")
    facts: dict[str, object] = {
        "school_id": known.school_id if known else new_school_id(told, draft.register.schools),
        "name": name,
        "aliases": told.aliases or (known.aliases if known else ()),
        "code": code,
        "school_kind": kind,
        "ownership": _ownership(row, known, faults),
        "zone": zone_code,
        "town": told.town or (known.town if known else ""),
        "position": position_of(row, known.position if known else None, faults),
        "radius_m": _radius(row, known, faults),
        "is_active": active_of(row, known.is_active if known else True, faults),
        "closed_on": known.closed_on if known and not row.text("状态") else None,
        "order_no": known.order_no if known else None,
    }
    if kind is None or zone_code is None:
        return None
    return read_aloud(SchoolSet.model_validate(facts), known)


def _name(told: Told, known: SchoolSet | None) -> str:
    """The name as it is kept: two spellings of one name change nothing."""
    is_same = known is not None and key_of(known.name) == told.key
    return known.name if known and is_same and usual(known.name) == known.name else told.name


def read_aloud(school: SchoolSet, known: SchoolSet | None) -> SchoolSet:
    """The school with its readings, which stay while its names do."""
    names = (school.name, *school.aliases, school.town)
    if known and known.initials and names == (known.name, *known.aliases, known.town):
        kept = ("sort_as", "initials", "pinyin")
        return school.model_copy(update={name: getattr(known, name) for name in kept})
    readings = {"initials": initials(names), "pinyin": full_pinyin(names)}
    return school.model_copy(update={"sort_as": sort_as(school.name), **readings})


def _aliases(row: Row, faults: Faults) -> tuple[str, ...]:
    names = names_in(row.lines("简称"))
    if any(len(name) > LONGEST_NAME for name in names):
        faults.add(row.place("简称"), "有一个简称太长", "几个简称请用顿号隔开，每个不超过 60 个字")
    return tuple(names)


def _code(row: Row, faults: Faults) -> str | None:
    code = code_text(normalise_code(row.text("学校标识码")))
    if not code:
        return None
    place = row.place("学校标识码")
    if has_lost_digits(row.cells.get("学校标识码")):
        faults.add(place, LOST_DIGITS, AS_TEXT)
        return None
    problem = code_problem(code)
    if problem is not None:
        faults.add(place, f"“{code}”不是正确的代码", CODE_REMEDIES[problem])
        return None
    return code


def _old_code(row: Row) -> str | None:
    """The code that the school has in the register and that was wrong, as it stands there."""
    return code_text(normalise_code(row.text("原标识码"))) or None


def _kind(
    row: Row, told: tuple[str, str | None], known: SchoolSet | None, faults: Faults
) -> SchoolKind | None:
    """What kind of school it is: as written, else as its code or its name tells."""
    name, code = told
    word = row.text("类型")
    by_code = kinds_of(code) if code else ()
    if not word:
        guesses = [known.school_kind] if known else kinds_in_name(name)
        fitting = [each for each in guesses if not by_code or each in by_code]
        kind = fitting[0] if fitting else SchoolKind(by_code[0]) if len(by_code) == 1 else None
        if kind is None:
            faults.add(row.place("类型"), f"看不出“{name}”是哪类学校", "请填写类型，例如“小学”")
        return kind
    kind = kind_named(word)
    if kind is None:
        faults.add(row.place("类型"), f"没有“{word}”这个类型", "请从下拉列表里选择")
    elif by_code and kind not in by_code:
        words = "或".join(kind_word(SchoolKind(each)) for each in by_code)
        problem = f"填的是“{word}”，但标识码 {code} 是{words}"
        faults.add(row.place("类型"), problem, "请核对类型和学校标识码")
    return kind


def _ownership(row: Row, known: SchoolSet | None, faults: Faults) -> Ownership:
    word = row.text("公办民办")
    if not word:
        return known.ownership if known else Ownership.PUBLIC
    ownership = ownership_named(word)
    if ownership is None:
        faults.add(row.place("公办民办"), f"看不懂“{word}”", "请填“公办”或“民办”")
    return ownership or Ownership.PUBLIC


def _radius(row: Row, known: SchoolSet | None, faults: Faults) -> int:
    text = row.text("半径").removesuffix("m").removesuffix("米").strip()
    if not text:
        return known.radius_m if known else 500
    if not text.isdigit() or int(text) not in _RADIUS_M:
        faults.add(row.place("半径"), f"“{text}”不能作半径", "请填 20 到 20000 之间的整数，单位米")
        return 500
    return int(text)

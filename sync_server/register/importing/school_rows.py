"""The sheet 学校: schools, kindergartens, institutions and townships."""

from domain.kinds.register.school import Ownership, Position, SchoolKind, SchoolSet
from domain.register.school_code import CodeProblem, code_problem, kinds_of, normalise_code
from sync_server.register.importing.cell_values import is_inexact, key_of, names_in
from sync_server.register.importing.changes import ImportDraft
from sync_server.register.importing.faults import Faults
from sync_server.register.importing.position_cells import COLUMNS as POSITION_COLUMNS
from sync_server.register.importing.position_cells import position_of
from sync_server.register.importing.school_kinds import kind_named, kind_word, kinds_in_name
from sync_server.register.importing.sheets import Columns, Row
from sync_server.register.importing.zone_rows import (
    LONGEST_NAME,
    active_of,
    name_of,
    new_code,
    zone_for,
)

COLUMNS: Columns = {
    "学校名称": ("学校", "单位名称", "学校（园）名称", "园所名称", "机构名称", "名称"),
    "简称": ("学校简称", "别名", "曾用名", "又名"),
    "学校标识码": ("标识码", "学校代码", "学校编码", "统一社会信用代码", "机构代码"),
    "类型": ("学校类型", "类别", "办学类型", "单位类型", "学段"),
    "公办民办": ("公民办", "办学性质", "性质", "举办者类型", "公办/民办"),
    "片区": ("责任区", "督学责任区", "片区名称", "所属片区"),
    "乡镇": ("乡镇街道", "乡镇（街道）", "街道", "所在乡镇", "乡镇/街道"),
    **POSITION_COLUMNS,
    "半径": ("定位半径", "签到半径", "打卡半径", "半径（米）"),
    "状态": ("是否在用", "办学状态", "使用状态"),
}
MUST = ("学校名称",)

_CODE_REMEDIES = {
    CodeProblem.WRONG_LENGTH: "学校标识码是10位数字，培训机构填18位统一社会信用代码",
    CodeProblem.WRONG_CHARACTER: "请核对有没有多打或打错的字符",
    CodeProblem.UNKNOWN_CATEGORY: "学校标识码前两位应是11、21、31、34、36或51",
    CodeProblem.UNKNOWN_PROVINCE: "学校标识码第3、4位应是省份代码",
    CodeProblem.WRONG_CHECK_DIGIT: "统一社会信用代码的校验位不对，请对照证照核对",
}
_OWNERSHIP = {"公办": Ownership.PUBLIC, "公": Ownership.PUBLIC, "民办": Ownership.PRIVATE}
_OWNERSHIP |= {"民": Ownership.PRIVATE, "私立": Ownership.PRIVATE, "普惠民办": Ownership.PRIVATE}
_RADIUS_M = range(20, 20_001)


def read_schools(rows: list[Row], draft: ImportDraft, faults: Faults) -> None:
    """Take the schools of these rows into the draft; what is blank stays as it was."""
    seen: dict[str, int] = {}
    for row in rows:
        draft.at(row)
        before = len(faults.found)
        name = name_of(row, "学校名称", faults)
        if name is None:
            continue
        if (first := seen.setdefault(key_of(name), row.number)) != row.number:
            remedy = "请合并成一行"
            faults.add(row.place("学校名称"), f"“{name}”和第 {first} 行重复", remedy)
            continue
        school = _school(row, name, draft, faults)
        if school is not None and len(faults.found) == before:
            draft.set_school(school)


def _school(row: Row, name: str, draft: ImportDraft, faults: Faults) -> SchoolSet | None:
    code = _code(row, faults)
    known = _known(row, (name, code), draft, faults)
    kind = _kind(row, (name, code or (known.code if known else None)), known, faults)
    zone = zone_for(row, "片区", draft, faults)
    if zone is None and known is None:
        faults.add(row.place("片区"), "没有填片区", "请填写这所学校归哪个片区")
    position = position_of(row, faults) or (known.position if known else None)
    facts: dict[str, object] = {
        "name": name,
        "aliases": _aliases(row, faults) or (known.aliases if known else ()),
        "code": code or (known.code if known else None),
        "ownership": _ownership(row, known, faults),
        "town": row.text("乡镇") or (known.town if known else ""),
        "radius_m": _radius(row, known, faults),
        "is_active": active_of(row, faults),
    }
    zone_code = zone.zone if zone else known.zone if known else None
    if kind is None or zone_code is None:
        return None
    school_id = known.school_id if known else code or new_code("school", name)
    return _made(school_id, (kind, zone_code, position), facts)


def _made(
    school_id: str, core: tuple[SchoolKind, str, Position | None], facts: dict[str, object]
) -> SchoolSet:
    kind, zone, position = core
    shape = {"school_id": school_id, "school_kind": kind, "zone": zone, "position": position}
    return SchoolSet.model_validate({**facts, **shape})


def _known(
    row: Row, told: tuple[str, str | None], draft: ImportDraft, faults: Faults
) -> SchoolSet | None:
    """The school of the register this row is about: by its code, else by its name."""
    name, code = told
    schools = draft.register.schools.values()
    if code:
        by_code = next((each for each in schools if code in (each.code, each.school_id)), None)
        if by_code is not None:
            return by_code
    found = draft.register.schools_called(name)
    if len(found) > 1:
        names = "、".join(each.name for each in found)
        faults.add(row.place("学校名称"), f"“{name}”可能是{names}", "请填写全称或学校标识码")
    return found[0] if found else None


def _aliases(row: Row, faults: Faults) -> tuple[str, ...]:
    names = names_in(row.lines("简称"))
    if any(len(name) > LONGEST_NAME for name in names):
        faults.add(row.place("简称"), "有一个简称太长", "几个简称请用顿号隔开，每个不超过 60 个字")
    return tuple(names)


def _code(row: Row, faults: Faults) -> str | None:
    code = normalise_code(row.text("学校标识码"))
    if not code:
        return None
    place = row.place("学校标识码")
    if is_inexact(row.cells.get("学校标识码")):
        remedy = "请把这一列设为“文本”格式后重新填写"
        faults.add(place, "代码被当成数字，后几位已经丢失", remedy)
        return None
    problem = code_problem(code)
    if problem is not None:
        faults.add(place, f"“{code}”不是正确的代码", _CODE_REMEDIES[problem])
        return None
    return code


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
    if word not in _OWNERSHIP:
        faults.add(row.place("公办民办"), f"看不懂“{word}”", "请填“公办”或“民办”")
    return _OWNERSHIP.get(word, Ownership.PUBLIC)


def _radius(row: Row, known: SchoolSet | None, faults: Faults) -> int:
    text = row.text("半径").removesuffix("m").removesuffix("米").strip()
    if not text:
        return known.radius_m if known else 500
    if not text.isdigit() or int(text) not in _RADIUS_M:
        faults.add(row.place("半径"), f"“{text}”不能作半径", "请填 20 到 20000 之间的整数，单位米")
        return 500
    return int(text)

"""The sheet 督学: everybody with an account."""

import re
from dataclasses import replace

from domain.kinds.author import REVIEWING, Role
from domain.kinds.register.person import PersonSet, Post, Stage
from domain.register.order import in_file_order
from domain.spelling import person_name
from domain.words.values import words_of
from sync_server.readings.pinyin import sort_person_as
from sync_server.register.importing.cell_values import names_in
from sync_server.register.importing.changes import SHEET_PEOPLE, ImportDraft
from sync_server.register.importing.faults import Faults
from sync_server.register.importing.register import Person, Register
from sync_server.register.importing.sheets import Columns, Row
from sync_server.register.importing.which_person import People, Told, account_in, new_account
from sync_server.register.importing.zone_rows import active_of, name_of, zone_for

COLUMNS: Columns = {
    "姓名": ("督学", "督学姓名", "人员姓名", "责任督学"),
    "账号": ("登录账号", "帐号", "登录名", "用户名"),
    "角色": ("身份", "职责", "岗位"),
    "片区": ("责任区", "督学责任区", "片区名称", "所属片区"),
    "专兼职": ("专职/兼职", "专职或兼职", "聘任类型"),
    "学段": ("聘任学段", "督导学段", "任教学段"),
    "督学证号": ("督学证编号", "证书编号", "督学证件号", "证号"),
    "部门": ("所在部门", "科室", "所在科室", "派出部门"),
    "联系电话": ("电话", "手机", "手机号", "手机号码"),
    "状态": ("是否在岗", "在岗状态", "聘任状态"),
}
MUST = ("姓名",)

ROLES = {
    "督学": Role.INSPECTOR,
    "责任督学": Role.INSPECTOR,
    "专职督学": Role.INSPECTOR,
    "兼职督学": Role.INSPECTOR,
    "联合部门人员": Role.DELEGATE,
    "联合部门": Role.DELEGATE,
    "联合科室": Role.DELEGATE,
    "督导室": Role.SUPERVISOR,
    "督导室主任": Role.SUPERVISOR,
    "督导员": Role.SUPERVISOR,
    "统计员": Role.CLERK,
    "审计员": Role.AUDITOR,
    "审计": Role.AUDITOR,
    "管理员": Role.ADMIN,
}
OFFERED_ROLES = ("督学", "联合部门人员", "督导室", "统计员", "审计员", "管理员")
_COMPULSORY = (Stage.PRIMARY, Stage.JUNIOR)
STAGES: dict[str, tuple[Stage, ...]] = {
    **{word: (Stage(stage),) for stage, word in words_of(Stage).items()},
    "幼儿园": (Stage.PRESCHOOL,),
    "幼儿": (Stage.PRESCHOOL,),
    "义务": _COMPULSORY,
    "九年一贯": _COMPULSORY,
    "中小学": (*_COMPULSORY, Stage.SENIOR),
    "职业": (Stage.VOCATIONAL,),
    "特殊": (Stage.SPECIAL,),
}
LONGEST_CERTIFICATE = 64
LONGEST_PHONE = 32
LONGEST_DEPARTMENT = 100
POSTS = {"专职": Post.FULL_TIME, "兼职": Post.PART_TIME}


def read_people(rows: list[Row], draft: ImportDraft, faults: Faults) -> None:
    """Take the people of these rows into the draft; what is blank stays as it was."""
    told = [each for row in rows if (each := _told(row, draft, faults)) is not None]
    listed = []
    given = {each.account for each in told}
    for each, known in People(told, draft, faults).sorted_out():
        draft.at(each.row)
        before = len(faults.found)
        taken = given | draft.register.foreign_accounts | draft.register.people.keys()
        account = known.body.account if known else each.account or new_account(each.name, taken)
        person = _person(each, (account, known), draft, faults)
        if len(faults.found) > before:
            draft.note_faulty(SHEET_PEOPLE, each.name, each.account)
            continue
        draft.set_person(person)
        listed.append((each.row, account))
    _put_in_order(listed, draft)


def require_somebody(before: Register, draft: ImportDraft, faults: Faults) -> None:
    """A fault where nobody who is in charge of the district would be left."""
    if _in_charge(before) and not _in_charge(draft.register):
        problem = "导入以后，本区没有在用的督导员或管理员"
        faults.add((SHEET_PEOPLE, 0, ""), problem, "请至少留一位，否则谁也不能再改名册")


def _in_charge(register: Register) -> bool:
    people = (each.body for each in register.people.values())
    return any(each.is_active and each.role in REVIEWING for each in people)


def _put_in_order(listed: list[tuple[Row, str]], draft: ImportDraft) -> None:
    """The people of the file stand in its order from now on."""
    people = draft.register.people
    known = [people[account].body.order_no for _, account in listed]
    last = max((each.body.order_no or 0 for each in people.values()), default=0)
    for (row, account), number in zip(listed, in_file_order(known, last), strict=True):
        draft.at(row)
        body = people[account].body.model_copy(update={"order_no": number})
        draft.set_person(replace(people[account], body=body))


def _told(row: Row, draft: ImportDraft, faults: Faults) -> Told | None:
    """Whom the row is about, as far as it says; None where it has no name, or no good account."""
    name = name_of(row, "姓名", faults)
    if name is not None and re.search("[:,，：]", name):
        faults.add(row.place("姓名"), f"“{name}”不像姓名", "请改正，或删掉这一行")
        name = None
    account = account_in(row, draft.register.foreign_accounts, faults)
    if name is None or account is None:
        draft.note_faulty(SHEET_PEOPLE, row.text("姓名"), row.text("账号"))
        return None
    return Told(row, person_name(name), account)


def _person(
    told: Told, whom: tuple[str, Person | None], draft: ImportDraft, faults: Faults
) -> Person:
    row, (account, known) = told.row, whom
    zone = zone_for(row, "片区", draft, faults)
    role = _role(row, known, faults)
    said = {
        "role": role,
        "zone": zone.zone if zone else known.body.zone if known else None,
        "post": _post(row, role, known, faults),
        "stages": _stages(row, known, faults),
        "department": _department(row, role, known, faults),
        "is_active": active_of(row, known.body.is_active if known else True, faults),
    }
    if row.text("状态"):
        said["closed_on"] = None
    stood = known.body if known else PersonSet(account=account, role=role)
    body = stood.model_copy(update=said)
    certificate_no = _short(row, "督学证号", LONGEST_CERTIFICATE, faults)
    phone = _short(row, "联系电话", LONGEST_PHONE, faults)
    has_name = known is not None and known.name == told.name and known.sort_as
    sort_as = known.sort_as if known and has_name else sort_person_as(told.name)
    return Person(
        body,
        told.name,
        sort_as,
        certificate_no or (known.certificate_no if known else ""),
        phone or (known.phone if known else ""),
    )


def _short(row: Row, column: str, longest: int, faults: Faults) -> str:
    """What is written there; a fault where it is too long."""
    text = row.text(column)
    if len(text) > longest:
        faults.add(row.place(column), f"{column}太长", f"请核对，最多 {longest} 个字")
    return text[:longest]


def _department(row: Row, role: Role, known: Person | None, faults: Faults) -> str | None:
    """Where somebody of another department comes from; a fault where that is not said."""
    department = _short(row, "部门", LONGEST_DEPARTMENT, faults)
    department = department or (known.body.department if known else None) or ""
    if role is Role.DELEGATE and not department:
        faults.add(row.place("部门"), "联合部门人员没有写部门", "请填写，例如 监审科")
    return department or None


def _stages(row: Row, known: Person | None, faults: Faults) -> tuple[Stage, ...]:
    words = [each.removesuffix("教育") for each in names_in(row.lines("学段"))]
    strange = [each for each in words if each not in STAGES]
    if strange:
        offered = "、".join(words_of(Stage).values())
        faults.add(row.place("学段"), f"看不懂“{strange[0]}”", f"请填{offered}，几个用顿号隔开")
    found = {stage for each in words for stage in STAGES.get(each, ())}
    if not words:
        return known.body.stages if known else ()
    return tuple(each for each in Stage if each in found)


def _role(row: Row, known: Person | None, faults: Faults) -> Role:
    word = row.text("角色")
    if not word:
        return known.body.role if known else Role.INSPECTOR
    if word not in ROLES:
        faults.add(
            row.place("角色"), f"没有“{word}”这个角色", f"请填{'、'.join(OFFERED_ROLES)}之一"
        )
    return ROLES.get(word, Role.INSPECTOR)


def _post(row: Row, role: Role, known: Person | None, faults: Faults) -> Post | None:
    word = row.text("专兼职").removesuffix("督学")
    if role is Role.DELEGATE:
        return None
    if not word:
        if known is not None:
            return known.body.post
        return Post.FULL_TIME if role is Role.INSPECTOR else None
    if word not in POSTS:
        faults.add(row.place("专兼职"), f"看不懂“{word}”", "请填“专职”或“兼职”")
    return POSTS.get(word)

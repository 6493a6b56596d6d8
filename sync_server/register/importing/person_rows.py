"""The sheet 督学: everybody with an account."""

import re

from domain.kinds.author import Role
from domain.kinds.register.person import PersonSet, Post
from sync_server.register.importing.changes import ImportDraft
from sync_server.register.importing.faults import Faults
from sync_server.register.importing.register import Person, Register
from sync_server.register.importing.sheets import Columns, Row
from sync_server.register.importing.zone_rows import active_of, name_of, zone_for

COLUMNS: Columns = {
    "姓名": ("督学", "督学姓名", "人员姓名", "责任督学"),
    "账号": ("登录账号", "帐号", "登录名", "用户名"),
    "角色": ("身份", "职责", "岗位"),
    "片区": ("责任区", "督学责任区", "片区名称", "所属片区"),
    "专兼职": ("专职/兼职", "专职或兼职", "聘任类型"),
    "状态": ("是否在岗", "在岗状态", "聘任状态"),
}
MUST = ("姓名",)

ROLES = {
    "督学": Role.INSPECTOR,
    "责任督学": Role.INSPECTOR,
    "专职督学": Role.INSPECTOR,
    "兼职督学": Role.INSPECTOR,
    "督导室": Role.SUPERVISOR,
    "督导室主任": Role.SUPERVISOR,
    "督导员": Role.SUPERVISOR,
    "统计员": Role.CLERK,
    "管理员": Role.ADMIN,
}
OFFERED_ROLES = ("督学", "督导室", "统计员", "管理员")
POSTS = {"专职": Post.FULL_TIME, "兼职": Post.PART_TIME}
_ACCOUNT = re.compile(r"[A-Za-z0-9._:@-]{1,64}")
RESERVED = frozenset({"system", "*"})


def read_people(rows: list[Row], draft: ImportDraft, faults: Faults) -> None:
    """Take the people of these rows into the draft; what is blank stays as it was."""
    seen: dict[str, int] = {}
    for row in rows:
        draft.at(row)
        before = len(faults.found)
        name = name_of(row, "姓名", faults)
        if name is None:
            continue
        account = _account(row, name, draft.register, faults)
        if account is None:
            continue
        if (first := seen.setdefault(account, row.number)) != row.number:
            problem = f"“{name}”（账号 {account}）和第 {first} 行重复"
            faults.add(row.place("姓名"), problem, "同一个人请合并成一行；同名的两个人请各填账号")
            continue
        person = _person(row, (name, account), draft, faults)
        if len(faults.found) == before:
            draft.set_person(person)


def _person(row: Row, told: tuple[str, str], draft: ImportDraft, faults: Faults) -> Person:
    name, account = told
    known = draft.register.people.get(account)
    zone = zone_for(row, "片区", draft, faults)
    role = _role(row, known, faults)
    body = PersonSet(
        account=account,
        role=role,
        zone=zone.zone if zone else known.body.zone if known else None,
        post=_post(row, role, known, faults),
        is_active=active_of(row, faults),
    )
    return Person(body, name)


def _account(row: Row, name: str, register: Register, faults: Faults) -> str | None:
    """The account the row is about: as written, else the person's of this name, else a new one."""
    written = row.text("账号")
    if written:
        if not _ACCOUNT.fullmatch(written) or written in RESERVED:
            remedy = "只用英文字母、数字和 . - _ ，例如 li.ming"
            faults.add(row.place("账号"), f"“{written}”不能作账号", remedy)
            return None
        if written in register.foreign_accounts:
            faults.add(row.place("账号"), f"“{written}”已被其他区县使用", "请换一个账号")
            return None
        return written
    found = [each for each in register.people_called(name) if each.name == name]
    if len(found) > 1:
        accounts = "、".join(each.body.account for each in found)
        faults.add(row.place("账号"), f"有几位“{name}”（{accounts}）", "请填写账号说明是哪一位")
        return None
    return found[0].body.account if found else new_account(name, register)


def new_account(name: str, register: Register) -> str:
    """An account from the name's pinyin, such as chen.jing, with a number where it is taken."""
    # Its words take 58 MB, which every other command does without.
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415

    syllables = lazy_pinyin(name, style=Style.NORMAL, errors="ignore", v_to_u=False)
    family, given = syllables[:1], syllables[1:]
    pieces = [*family, "".join(given)] if given else family
    stem = re.sub(r"[^a-z.]", "", ".".join(pieces).casefold()) or "duxue"
    account, number = stem, 1
    while account in register.people or account in register.foreign_accounts | RESERVED:
        number += 1
        account = f"{stem}{number}"
    return account


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
    if not word:
        if known is not None:
            return known.body.post
        return Post.FULL_TIME if role is Role.INSPECTOR else None
    if word not in POSTS:
        faults.add(row.place("专兼职"), f"看不懂“{word}”", "请填“专职”或“兼职”")
    return POSTS.get(word)

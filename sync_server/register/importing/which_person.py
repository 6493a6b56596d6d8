"""Which person of the register each row is about: by the account first, else by the name.

A name is the same whatever blanks, dots, invisible marks or radicals stand in it. What is unclear
is a fault that names both; what is clear but surprising is a doubt that somebody must confirm.
"""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from domain.sign_in import half_width, may_be_account
from domain.spelling import key_of
from sync_server.readings.pinyin import surname_and_given
from sync_server.register.importing.changes import SHEET_PEOPLE, ImportDraft
from sync_server.register.importing.faults import Faults
from sync_server.register.importing.register import Person
from sync_server.register.importing.sheets import Row
from sync_server.register.importing.zone_rows import row_in_words

RESERVED = frozenset({"system", "*", "new"})
_SAY_WHICH = "同一个人请合并成一行；同名的两个人请各填账号"


@dataclass(frozen=True, slots=True)
class Told:
    """What one row says of whom it is about; ``account`` is empty where it has none."""

    row: Row
    name: str
    account: str

    @property
    def key(self) -> str:
        """The name's key."""
        return key_of(self.name)


@dataclass(slots=True)
class People:
    """Sorts the rows of a file out before any of them is taken."""

    told: Sequence[Told]
    draft: ImportDraft
    faults: Faults
    _accounts: dict[str, Told] = field(default_factory=dict)
    _names: dict[str, list[Told]] = field(default_factory=dict)

    def sorted_out(self) -> list[tuple[Told, Person | None]]:
        """The rows that are sound, each with the person it is about; None for somebody new."""
        sound = [each for each in self.told if self._is_alone(each)]
        made: list[tuple[Told, Person | None]] = []
        for each in sound:
            before = len(self.faults.found)
            known = self._by_account(each) if each.account else self._by_name(each)
            if len(self.faults.found) == before:
                made.append((each, known))
            else:
                self.draft.note_faulty(SHEET_PEOPLE, each.name, each.account)
        return made

    def _is_alone(self, each: Told) -> bool:
        """Whether no earlier row is about the same person, or may be."""
        first = self._accounts.setdefault(each.account, each) if each.account else each
        if first is not each:
            who = "" if first.key == each.key else f"“{first.name}”"
            where = row_in_words(first.row, each.row)
            problem = f"“{each.name}”（账号 {each.account}）和{where}{who}重复"
            return self._fault(each, first, problem)
        for other in self._names.setdefault(each.key, []):
            if not (each.account and other.account):
                where = row_in_words(other.row, each.row)
                return self._fault(each, other, f"“{each.name}”和{where}重复")
        self._names[each.key].append(each)
        return True

    def _fault(self, each: Told, other: Told, problem: str) -> bool:
        self.faults.add(each.row.place("姓名"), problem, _SAY_WHICH)
        for one in (each, other):
            self.draft.note_faulty(SHEET_PEOPLE, one.name, one.account)
        return False

    def _by_account(self, each: Told) -> Person | None:
        known = self.draft.register.account_spelled(each.account)
        namesakes = [
            one
            for one in self._called(each)
            if one is not known and not self._is_told(one.body.account)
        ]
        accounts = "、".join(one.body.account for one in namesakes)
        if known is None:
            if namesakes:
                problem = f"已有一位“{each.name}”（{accounts}），这里的账号是 {each.account}"
                self._doubt(each, "账号", problem, "是同名的另一位请确认；是同一位请填原来的账号")
            return None
        if key_of(known.name) == each.key:
            return known
        if namesakes:
            problem = f"账号 {each.account} 是“{known.name}”的，“{each.name}”的是 {accounts}"
            self.faults.add(each.row.place("账号"), problem, "请核对账号和姓名")
        else:
            problem = f"账号 {each.account} 现在是“{known.name}”的，这里写的是“{each.name}”"
            self._doubt(each, "姓名", problem, "改了名请确认；不是同一个人请换一个账号")
        return known

    def _by_name(self, each: Told) -> Person | None:
        found = self._called(each)
        if len(found) > 1:
            accounts = "、".join(one.body.account for one in found)
            problem = f"有几位“{each.name}”（{accounts}）"
            self.faults.add(each.row.place("账号"), problem, "请填写账号说明是哪一位")
        return found[0] if len(found) == 1 else None

    def _doubt(self, each: Told, column: str, problem: str, remedy: str) -> None:
        self.draft.doubts.add(each.row.place(column), problem, remedy)

    def _called(self, each: Told) -> list[Person]:
        people = self.draft.register.people.values()
        return [one for one in people if key_of(one.name) == each.key]

    def _is_told(self, account: str) -> bool:
        """Whether another row of the file is about this account."""
        return account.lower() in self._accounts


def account_in(row: Row, foreign: Container[str], faults: Faults) -> str | None:
    """The account a row has, empty where it has none; a fault and None for what is none."""
    written = row.text("账号")
    if not written:
        return ""
    account = half_width(written).lower()
    if not may_be_account(account) or account in RESERVED:
        remedy = "只用英文字母、数字和 . - _ ，例如 li.ming"
        faults.add(row.place("账号"), f"“{written}”不能作账号", remedy)
        return None
    if account in foreign:
        faults.add(row.place("账号"), f"“{written}”已被其他区县使用", "请换一个账号")
        return None
    return account


def new_account(name: str, taken: Container[str]) -> str:
    """An account from the name's pinyin, such as chen.jing, with a number where it is taken."""
    family, given = surname_and_given(name)
    pieces = [each for each in ("".join(family), "".join(given)) if each]
    stem = re.sub(r"[^a-z.]", "", ".".join(pieces)).strip(".")[:60] or "duxue"
    account, number = stem, 1
    while account in taken or account in RESERVED:
        number += 1
        account = f"{stem}{number}"
    return account

"""How a question of the convention is answered with us; and why another cannot be asked."""

from collections.abc import Mapping
from typing import Any

from domain.register.checklist import NO, YES, Option
from sync_server.register.checklists.xlsform.convention import (
    ANSWER,
    AT_LEAST,
    AT_MOST,
    CHOICE,
    SCORE,
    UNIT,
    read_constraint,
)
from sync_server.register.checklists.xlsform.sheet import FormRow
from sync_server.register.importing.faults import Faults

Lists = Mapping[str, tuple[Option, ...]]
"""The options of every list by its name."""

LONGEST_UNIT = 20
_SAID_YES = frozenset({"是", "yes", "对", "y"})
_SAID_NO = frozenset({"否", "no", "不是", "n"})
# What a phone of ours writes down by itself, with every entry.
_BY_ITSELF = frozenset(
    {"start", "end", "today", "deviceid", "username", "audit", "start-geopoint", "email"}
    | {"subscriberid", "simserial", "phonenumber"}
)
_NUMBERS = frozenset({"integer", "int", "decimal"})


def answered(row: FormRow, kind: str, lists: Lists, faults: Faults) -> dict[str, Any] | None:
    """The fields of an item that say how it is answered; None, and a fault, where none can."""
    word, _, name = kind.partition(" ")
    if kind.startswith("select one"):
        word, name = "select_one", kind.removeprefix("select one").strip()
    if word in _NUMBERS:
        return _number(row, word, faults)
    if word != "text" and row.get("constraint"):
        _unread(row, "constraint", "这里的限制没有读：只有数字才有限值", faults)
    if word == "text":
        return {"kind": "text"}
    if word in ("select_one", "select1"):
        return _choice(row, name, lists, faults)
    problem, remedy = _why_not(word)
    faults.add(row.place("type"), problem, remedy)
    return None


def _choice(row: FormRow, name: str, lists: Lists, faults: Faults) -> dict[str, Any] | None:
    name = name.removesuffix("or_other").strip()
    # Names are told from each other by capitals, which the type's word is not.
    spelled = {each.lower(): each for each in lists}
    options = lists.get(name) or lists.get(spelled.get(name, ""))
    if not options:
        faults.add(row.place("type"), f"choices 里没有列表“{name}”", "没有读；请补上这个列表")
        return None
    labels = {each.key: each.label.lower() for each in options}
    if row.get(ANSWER) == CHOICE:
        return {"kind": "choice", "options": options}
    if labels.keys() == {YES, NO} and labels[YES] in _SAID_YES and labels[NO] in _SAID_NO:
        return {"kind": "yes_no"}
    return {"kind": "choice", "options": options}


def _number(row: FormRow, word: str, faults: Faults) -> dict[str, Any]:
    text = row.get("constraint")
    limits = read_constraint(text, is_whole=word.startswith("int")) if text else None
    if text and limits is None:
        _unread(row, "constraint", "这个限制没有读：只认“. >= 下限 and . <= 上限”", faults)
    unit = row.get(UNIT)[:LONGEST_UNIT]
    return {
        "kind": "score" if row.get(ANSWER) == SCORE else "number",
        "unit": unit,
        "minimum": limits.low if limits else None,
        "maximum": limits.high if limits else None,
        "at_least": _bound(row, AT_LEAST, faults),
        "at_most": _bound(row, AT_MOST, faults),
    }


def _bound(row: FormRow, column: str, faults: Faults) -> float | None:
    text = row.get(column)
    try:
        return float(text) if text else None
    except ValueError:
        _unread(row, column, "这里要填数字", faults)
        return None


def _unread(row: FormRow, column: str, problem: str, faults: Faults) -> None:
    faults.add(row.place(column), problem, "其余的读了，请在草稿里补上")


def _why_not(word: str) -> tuple[str, str]:
    if word in _BY_ITSELF:
        return f"“{word}”没有读", "时间、人员和手机，系统自己会记"
    told = {
        "": ("这一行没有写 type", "没有读；请补上类型"),
        "note": ("说明文字没有读", "手机上没有不用回答的条目，可以写到检查项的“说明”里"),
        "select_multiple": ("多选没有读", "手机上一项只选一个；请拆成几个“是否”"),
        "image": ("照片没有读", "照片要跟着检查项：请命名为“检查项的 name”加 _photo"),
        "begin_repeat": ("重复的组没有读成重复", "里面的检查项各读了一次"),
        "end_repeat": ("重复的组没有读成重复", "里面的检查项各读了一次"),
    }
    unknown = (f"类型“{word[:40]}”手机上没有", "没有读；请改成是否、选择、数字或文字")
    return told.get(word, unknown)

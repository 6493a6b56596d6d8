"""Columns about seats and meetings, as their lists and the pages of bodies have them."""

from collections.abc import Sequence

from domain.words.values import label
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.pages import day, thing_path
from sync_server.counted.bodies import ListedMeeting, ListedMember


def _since(row: ListedMember) -> str:
    return f"{row.body.from_on} 至 {row.body.to_on or '今'}"


def _held(row: ListedMember) -> Sequence[Chip]:
    return [Chip("在任", "chip-approved")] if row.is_held else [Chip("不在任")]


MEMBERS: tuple[Column[ListedMember], ...] = (
    Column("成员", lambda each: each.name, lambda each: thing_path("member", each.body.member_id)),
    Column("职务", lambda each: label(each.body.seat)),
    Column("任期", _since),
    Column("状态", chips=_held),
)


def present_words(row: ListedMeeting) -> str:
    """How many were there, and of the seats how many of all."""
    body = row.body
    seats = f"（成员 {len(body.members)} / {row.wanted}）" if row.wanted else ""
    return f"{body.present} 人{seats}"


def _state(row: ListedMeeting) -> Sequence[Chip]:
    if row.body.is_withdrawn:
        return [Chip("已撤销")]
    if row.row.has_minutes or row.body.files:
        return [Chip("有纪要", "chip-approved")]
    return [Chip("没有纪要", "chip-notice")]


def _date(row: ListedMeeting) -> str:
    return f"{row.body.held_on[:4]}年{day(row.body.held_on)}"


def _page_of(row: ListedMeeting) -> str:
    return thing_path("meeting", row.row.meeting_id)


MEETINGS: tuple[Column[ListedMeeting], ...] = (
    Column("会议", lambda each: each.body.title, _page_of),
    Column("日期", _date, export=lambda each: each.body.held_on),
    Column("类别", lambda each: label(each.body.meeting_type)),
    Column("机构", lambda each: each.organ),
    Column("到会", present_words),
    Column("纪要", chips=_state),
)

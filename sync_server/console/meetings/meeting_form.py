"""The form of a meeting: when, of which body, who was there, the agenda and the minutes."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import Field

from domain.errors import BadInput
from domain.ids import uuid7
from domain.kinds.office.meeting import MeetingPrivate, MeetingRecorded, MeetingType
from domain.kinds.office.organ import sits_on
from sync_server.console.form_fields import Options, Typed
from sync_server.console.forms import OfficeForm, Ticks, typed_of
from sync_server.console.kinds.thing_form import (
    WHO_COUNTS,
    Content,
    ThingForm,
    Writing,
    body_of,
)
from sync_server.console.office_work.withdrawable import (
    ONLY_OF_CHANGE,
    Files,
    Reason,
    Withdrawn,
    file_options,
    known_to,
    reason_of,
    still_there,
    why,
)
from sync_server.console.register.choices import inspectors_to_choose
from sync_server.register.history import History

MOST = 1_000_000
LONGEST_TEXT = 8_000


class MeetingForm(OfficeForm):
    """One meeting."""

    held_on: Annotated[date, Field(title="日期")]
    title: Annotated[str, Field(min_length=1, max_length=200, title="名称")]
    meeting_type: Annotated[MeetingType, Field(title="类别")]
    organ: Annotated[
        str | None, Field(title="机构", description="哪个机构的会议；机构在“机构”页登记")
    ] = None
    place: Annotated[str, Field(max_length=200, title="地点")] = ""
    members: Annotated[
        Ticks, Field(title="到会成员", description="所选机构的成员，勾选到会的")
    ] = ()
    inspectors: Annotated[Ticks, Field(title="到会督学")] = ()
    others: Annotated[int, Field(ge=0, le=MOST, title="列席", description="上面没有的人数")] = 0
    agenda: Annotated[str, Field(max_length=2_000, title="议程")] = ""
    minutes: Annotated[
        str,
        Field(max_length=LONGEST_TEXT, title="纪要", description="也可以登记后上传文件"),
    ] = ""
    files: Files = ()
    is_withdrawn: Withdrawn = False
    reason: Reason = ""


def _content(writing: Writing, form: MeetingForm) -> Content:
    stood = body_of(writing.history, MeetingRecorded) if writing.history else None
    withdrawn = why(form.is_withdrawn, form.reason)
    _require_of_the_body(writing, form)
    body = MeetingRecorded(
        meeting_id=stood.meeting_id if stood else uuid7(),
        held_on=form.held_on.isoformat(),
        title=form.title,
        meeting_type=form.meeting_type,
        organ=form.organ,
        place=form.place,
        members=form.members,
        inspectors=form.inspectors,
        others=form.others,
        files=still_there(stood.files, form.files) if stood else (),
        is_withdrawn=form.is_withdrawn,
    )
    private = MeetingPrivate(
        reason=withdrawn.reason,
        agenda=form.agenda.replace("\r\n", "\n"),
        minutes=form.minutes.replace("\r\n", "\n"),
    )
    return Content(body, private)


def _require_of_the_body(writing: Writing, form: MeetingForm) -> None:
    """BadInput where somebody is ticked who did not sit on the body on that day."""
    seats = writing.services.bodies.by_id(writing.viewer)
    known, day = known_to(writing)[0], form.held_on.isoformat()
    for each in form.members:
        seat = seats.get(each)
        if seat is None or seat.organ != form.organ:
            text = f"{known.member(each)}不是所选机构的成员，请去掉，或者改选机构。"
            raise BadInput(text, code="members")
        if not sits_on(seat, day):
            raise BadInput(f"{known.member(each)}在会议那天不在任，请核对任期。", code="members")


def _typed(history: History) -> Typed:
    body, private = body_of(history, MeetingRecorded), history.private
    lines = {
        "members": "\n".join(body.members),
        "inspectors": "\n".join(body.inspectors),
        "files": "\n".join(each.sha256 for each in body.files),
        "reason": reason_of(history),
    }
    if isinstance(private, MeetingPrivate):
        lines |= {"agenda": private.agenda, "minutes": private.minutes}
    return typed_of(MeetingForm, body, **lines)


def _begun(writing: Writing, asked: Mapping[str, str]) -> Typed:
    known, today = known_to(writing)
    organ = asked.get("organ", "")
    return {"held_on": today, "organ": organ if organ in known.organs else ""}


def _options(writing: Writing) -> Options:
    known, today = known_to(writing)
    stood = body_of(writing.history, MeetingRecorded) if writing.history else None
    seats = writing.services.bodies.members(writing.viewer)
    told = {
        each.body.member_id: f"{each.name}（{each.organ}）"
        for each in seats
        if each.is_held or (stood and each.body.organ == stood.organ)
    }
    was_there = {each: known.person(each) for each in stood.inspectors} if stood else {}
    return {
        "organ": known.organs,
        "members": told,
        "inspectors": {**inspectors_to_choose(known, today), **was_there},
        "files": file_options(stood.files if stood else ()),
    }


FORM = ThingForm(
    noun="meeting",
    form=MeetingForm,
    content=_content,
    typed=_typed,
    options=_options,
    begun=_begun,
    writers=WHO_COUNTS,
    left_out_of_new=ONLY_OF_CHANGE,
    left_out_if_empty=("files",),
    new="登记会议",
    change="更正或撤销",
)

"""The form of an activity: what kind, how often, with how many, about what, with whom, where."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import Field

from domain.errors import BadInput
from domain.ids import uuid7
from domain.kinds.office.activity import (
    MOST_TOPICS,
    SAFETY_TOPICS,
    ActivityRecorded,
    ActivityType,
)
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
    words_in,
    zones_to_choose,
)
from sync_server.console.register.choices import schools_to_choose
from sync_server.counted.topics import topics_used
from sync_server.register.history import History

MOST = 1_000_000
LONGEST_WORD = 40


class ActivityForm(OfficeForm):
    """One activity."""

    held_on: Annotated[date, Field(title="日期")]
    title: Annotated[str, Field(min_length=1, max_length=200, title="名称")]
    activity_type: Annotated[ActivityType, Field(title="类别")]
    sessions: Annotated[int, Field(ge=0, le=MOST, title="场次")] = 1
    attendances: Annotated[int, Field(ge=0, le=MOST, title="人次")] = 0
    zone: Annotated[str | None, Field(title="责任区", description="不选就是全区的活动")] = None
    topics: Annotated[Ticks, Field(title="主题", description="安全教育讲什么，可多选")] = ()
    other_topics: Annotated[
        str,
        Field(
            max_length=200,
            title="其他主题",
            description="上面没有的写在这里，用顿号隔开，以后就可以勾选",
        ),
    ] = ""
    partners: Annotated[
        str,
        Field(
            max_length=200,
            title="联动部门",
            description="用顿号隔开",
            examples=["公安、交警、应急"],
        ),
    ] = ""
    place: Annotated[str, Field(max_length=200, title="地点")] = ""
    schools: Annotated[Ticks, Field(title="开展单位", description="在哪些单位开展")] = ()
    files: Files = ()
    is_withdrawn: Withdrawn = False
    reason: Reason = ""


def _words(text: str, field: str) -> tuple[str, ...]:
    found = words_in(text)
    if any(len(each) > LONGEST_WORD for each in found):
        raise BadInput(f"每一项不能超过 {LONGEST_WORD} 个字，各项用顿号隔开。", code=field)
    if len(found) > MOST_TOPICS:
        raise BadInput(f"最多写 {MOST_TOPICS} 项。", code=field)
    return found


def _topics(form: ActivityForm) -> tuple[str, ...]:
    found = tuple(dict.fromkeys((*form.topics, *_words(form.other_topics, "other_topics"))))
    if len(found) > MOST_TOPICS:
        raise BadInput(f"主题最多 {MOST_TOPICS} 项。", code="topics")
    return found


def _content(writing: Writing, form: ActivityForm) -> Content:
    stood = body_of(writing.history, ActivityRecorded) if writing.history else None
    private = why(form.is_withdrawn, form.reason)
    body = ActivityRecorded(
        activity_id=stood.activity_id if stood else uuid7(),
        held_on=form.held_on.isoformat(),
        title=form.title,
        activity_type=form.activity_type,
        sessions=form.sessions,
        attendances=form.attendances,
        topics=_topics(form),
        partners=_words(form.partners, "partners"),
        schools=form.schools,
        place=form.place,
        zone=form.zone,
        files=still_there(stood.files, form.files) if stood else (),
        is_withdrawn=form.is_withdrawn,
    )
    return Content(body, private)


def _typed(history: History) -> Typed:
    body = body_of(history, ActivityRecorded)
    lines = {
        "topics": "\n".join(body.topics),
        "schools": "\n".join(body.schools),
        "files": "\n".join(each.sha256 for each in body.files),
    }
    partners, reason = "、".join(body.partners), reason_of(history)
    return typed_of(ActivityForm, body, partners=partners, reason=reason, **lines)


def _begun(writing: Writing, asked: Mapping[str, str]) -> Typed:
    """A new one begins as the type that the address tells."""
    types = {each.value for each in ActivityType}
    sort = {"activity_type": asked["type"]} if asked.get("type") in types else {}
    return {"held_on": known_to(writing)[1], **sort}


def _options(writing: Writing) -> Options:
    known, today = known_to(writing)
    stood = body_of(writing.history, ActivityRecorded) if writing.history else None
    used = topics_used(writing.services.server.database, writing.viewer.district)
    was_at = {each: known.school(each) for each in stood.schools} if stood else {}
    return {
        "zone": zones_to_choose(known, today, stood.zone if stood else None),
        "topics": {each: each for each in (*SAFETY_TOPICS, *used)},
        "schools": {**was_at, **schools_to_choose(known, today)},
        "files": file_options(stood.files if stood else ()),
    }


FORM = ThingForm(
    noun="activity",
    form=ActivityForm,
    content=_content,
    typed=_typed,
    options=_options,
    begun=_begun,
    writers=WHO_COUNTS,
    left_out_of_new=ONLY_OF_CHANGE,
    left_out_if_empty=("files",),
    new="登记活动",
    change="更正或撤销",
)

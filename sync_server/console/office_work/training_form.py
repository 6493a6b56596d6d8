"""The form of a training: when, how, how long, and who took part."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import Field

from domain.ids import uuid7
from domain.kinds.office.training import MOST_HOURS, TrainingMode, TrainingRecorded
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
    zones_to_choose,
)
from sync_server.console.register.choices import inspectors_to_choose
from sync_server.register.history import History

MOST = 1_000_000


class TrainingForm(OfficeForm):
    """One training."""

    held_on: Annotated[date, Field(title="日期")]
    title: Annotated[str, Field(min_length=1, max_length=200, title="名称")]
    mode: Annotated[TrainingMode, Field(title="方式")]
    hours: Annotated[float, Field(ge=0, le=MOST_HOURS, title="学时", description="每人的学时")] = 0
    zone: Annotated[str | None, Field(title="责任区", description="不选就是全区的培训")] = None
    organizer: Annotated[str, Field(max_length=200, title="组织单位")] = ""
    place: Annotated[str, Field(max_length=200, title="地点")] = ""
    inspectors: Annotated[
        Ticks,
        Field(title="参加的督学", description="勾选的计学时；可以先不选，等签到"),
    ] = ()
    others: Annotated[
        int,
        Field(ge=0, le=MOST, title="其他人员", description="督学以外的人数，只计人次"),
    ] = 0
    files: Files = ()
    is_withdrawn: Withdrawn = False
    reason: Reason = ""


def _content(writing: Writing, form: TrainingForm) -> Content:
    stood = body_of(writing.history, TrainingRecorded) if writing.history else None
    private = why(form.is_withdrawn, form.reason)
    body = TrainingRecorded(
        training_id=stood.training_id if stood else uuid7(),
        held_on=form.held_on.isoformat(),
        title=form.title,
        mode=form.mode,
        hours=form.hours,
        inspectors=form.inspectors,
        others=form.others,
        organizer=form.organizer,
        place=form.place,
        zone=form.zone,
        files=still_there(stood.files, form.files) if stood else (),
        is_withdrawn=form.is_withdrawn,
    )
    return Content(body, private)


def _typed(history: History) -> Typed:
    body = body_of(history, TrainingRecorded)
    more = {"inspectors": "\n".join(body.inspectors), "reason": reason_of(history)}
    files = "\n".join(each.sha256 for each in body.files)
    return typed_of(TrainingForm, body, files=files, **more)


def _begun(writing: Writing, _asked: Mapping[str, str]) -> Typed:
    return {"held_on": known_to(writing)[1]}


def _options(writing: Writing) -> Options:
    known, today = known_to(writing)
    stood = body_of(writing.history, TrainingRecorded) if writing.history else None
    took_part = {each: known.person(each) for each in stood.inspectors} if stood else {}
    return {
        "zone": zones_to_choose(known, today, stood.zone if stood else None),
        "inspectors": {**inspectors_to_choose(known, today), **took_part},
        "files": file_options(stood.files if stood else ()),
    }


FORM = ThingForm(
    noun="training",
    form=TrainingForm,
    content=_content,
    typed=_typed,
    options=_options,
    begun=_begun,
    writers=WHO_COUNTS,
    left_out_of_new=ONLY_OF_CHANGE,
    left_out_if_empty=("files",),
    new="登记培训",
    change="更正或撤销",
    says="已经签到的也在勾选里；去掉勾就不再计入。",
)

"""The forms on a finding's page: what the office takes down and decides about it."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import Field

from domain.findings.state import FindingState
from domain.kinds.finding.closing import End
from domain.kinds.finding.feedback import FeedbackManner
from domain.trail.line import Sha256Hex
from domain.words.values import words_of
from sync_server.access.viewer import Viewer
from sync_server.console.forms import OfficeForm, Shown
from sync_server.review.finding_page import FindingPage

Text = Annotated[str, Field(max_length=8000)]
Required = Annotated[str, Field(min_length=1, max_length=8000)]


class FindingForm(OfficeForm):
    """Something said of a finding as its reader saw it."""

    changed: ClassVar[str] = "这条问题刚有新内容，请先看过，再提交。您写的内容还在下面。"

    version: Sha256Hex


class FeedbackForm(FindingForm):
    """That the unit was told."""

    fed_back_on: Annotated[date, Field(title="反馈日期")]
    manner: Annotated[FeedbackManner, Field(title="反馈方式")]
    person: Annotated[str, Field(max_length=200, title="向谁反馈")] = ""


class MeasureForm(FindingForm):
    """What the unit will do, entered for it."""

    text: Annotated[Required, Field(title="整改措施")]
    responsible: Annotated[str, Field(min_length=1, max_length=200, title="责任人")]
    due_on: Annotated[date, Field(title="整改时限")]


class ReplyForm(FindingForm):
    """What the unit answered on paper."""

    replied_on: Annotated[date, Field(title="回复日期")]
    text: Annotated[Required, Field(title="整改情况")]
    responsible: Annotated[str, Field(max_length=200, title="责任人")] = ""
    is_done: Annotated[bool, Field(title="单位报称已经整改好")] = False


class ExtensionForm(FindingForm):
    """More time, or none: without a day, none."""

    until: Annotated[date | None, Field(title="延期到", description="不同意就空着")] = None
    reason: Annotated[str, Field(max_length=8000, title="说明")] = ""


class CloseForm(FindingForm):
    """That the finding is closed."""


class EndForm(FindingForm):
    """That the finding ends without its being put right."""

    end: Annotated[End, Field(title="怎样终止")]
    into: Annotated[
        str,
        Field(max_length=200, title="并入哪一条", description="合并时，另一条问题页面的网址"),
    ] = ""
    reason: Annotated[Required, Field(title="原因")]


class ReopenForm(FindingForm):
    """That an ended finding goes on."""

    reason: Annotated[Required, Field(title="重新打开的原因")]


OTHER_ENDS = {end.value: word for end, word in words_of(End).items() if end is not End.CLOSED}
FORMS: dict[str, type[FindingForm]] = {
    "feedback": FeedbackForm,
    "measure": MeasureForm,
    "reply": ReplyForm,
    "extension": ExtensionForm,
    "close": CloseForm,
    "end": EndForm,
    "reopen": ReopenForm,
}
"""By the act that each asks for."""


def blank_forms(viewer: Viewer, page: FindingPage) -> Iterator[Shown[Any]]:
    """The forms that whoever looks at the page may fill, as they begin."""
    seen = {"version": page.version}
    if page.is_ended:
        if viewer.may_review:
            yield _shown(ReopenForm, "reopen", seen)
        return
    if viewer.may_draft_papers:
        told = {"fed_back_on": page.today, "manner": FeedbackManner.ON_THE_SPOT.value}
        yield _shown(FeedbackForm, "feedback", {**seen, **told})
        yield _shown(MeasureForm, "measure", {**seen, **_measure(page)})
        yield _shown(ReplyForm, "reply", {**seen, **_reply(page)})
    if viewer.may_review:
        asked = page.course.asked_extension if page.course else None
        yield _shown(ExtensionForm, "extension", {**seen, "until": asked.until if asked else ""})
        if not page.missing:
            yield _shown(CloseForm, "close", seen)
        yield _shown(EndForm, "end", seen)


def form_of(act: str) -> Shown[Any]:
    """The empty form of an act."""
    return _shown(FORMS[act], act, {})


def _shown(model: type[FindingForm], name: str, typed: dict[str, str]) -> Shown[Any]:
    options = {
        "manner": {each.value: word for each, word in words_of(FeedbackManner).items()},
        "end": OTHER_ENDS,
    }
    known = {field: some for field, some in options.items() if field in model.model_fields}
    return Shown(model, f"{name}-form", typed, options=known)


def _measure(page: FindingPage) -> dict[str, str]:
    """The measures as they stand, or what is likely."""
    measure = page.course.measure if page.course else None
    if measure is not None:
        return {"text": measure.text, "responsible": measure.responsible, "due_on": measure.due_on}
    return {"responsible": page.row.responsible, "due_on": page.deadline or page.row.due_on or ""}


def _reply(page: FindingPage) -> dict[str, str]:
    """The answer as it stands, or what is likely."""
    reply = page.course.reply if page.course else None
    if reply is not None and page.state is not FindingState.RECTIFYING:
        done = {"is_done": "true"} if reply.is_done else {}
        return {
            "text": reply.text,
            "responsible": reply.responsible,
            "replied_on": reply.replied_on,
            **done,
        }
    measure = page.course.measure if page.course else None
    responsible = measure.responsible if measure else page.row.responsible
    return {"replied_on": page.today, "responsible": responsible, "is_done": "true"}

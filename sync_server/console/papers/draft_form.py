"""The form of a paper's draft over a unit's open findings."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from domain.errors import BadInput
from domain.kinds.paper.builder import Paper
from domain.kinds.paper.paper_kind import PaperKind
from domain.words.paper_texts import usual_requirement
from sync_server.console.form_fields import Typed
from sync_server.console.forms import OfficeForm, Shown, Ticks
from sync_server.office.papers import PaperDraft, SeenFinding
from sync_server.review.paper_pages import UnitFindings
from sync_server.review.printed_paper import Printed, Sheet, printed

TICK = re.compile(r"([0-9a-f]{64}):([0-9a-f]{64}):([A-Za-z0-9._:@-]{1,64})")
NAME = "paper-form"


class PaperForm(OfficeForm):
    """A paper's draft; each tick is visit, version and finding.

    ``campaign_id`` is the campaign it comes from; empty for none.
    """

    changed: ClassVar[str] = (
        "这份文书或所选问题的督导记录刚有变化，请重新核对。您写的文字和勾选还在，没有丢。"
    )

    paper_kind: Annotated[PaperKind, Field(title="文书")]
    findings: Annotated[Ticks, Field(title="写进文书的问题")] = ()
    due_on: Annotated[
        date | None,
        Field(title="期限", description="整改、回复或到场的最后一天"),
    ] = None
    addressee: Annotated[
        str, Field(max_length=60, title="送哪个部门", description="协商意见书要填")
    ] = ""
    follows: Annotated[
        str | None, Field(title="接哪一份文书", description="例如督办函接的工作提示")
    ] = None
    title: Annotated[str, Field(max_length=120, title="标题", description="不填就只印文书名称")] = (
        ""
    )
    requirement: Annotated[str, Field(min_length=1, max_length=8000, title="要求或正文")]
    campaign_id: Annotated[str, Field(max_length=64)] = ""


def begun(unit: UnitFindings, asked: Mapping[str, str]) -> Shown[PaperForm]:
    """The form as it begins: the ``finding`` asked for ticked, else all that no paper names yet."""
    wanted = asked.get("kind", "")
    known = wanted in set(PaperKind)
    paper_kind = PaperKind(wanted) if known else PaperKind.RECTIFICATION
    follows = asked.get("follows", "")
    one = tuple(asked.get("finding", "").partition(":")[::2])
    is_one = any((each.row.visit, each.row.finding_id) == one for each in unit.findings)
    ticked = [
        each.ticked
        for each in unit.findings
        if (each.row.visit, each.row.finding_id) == one
        or (
            not is_one and (not each.papers or any(paper.paper == follows for paper in each.papers))
        )
    ]
    typed = {
        "paper_kind": paper_kind.value,
        "findings": "\n".join(ticked),
        "due_on": unit.due_on,
        "follows": follows if follows in unit.before else "",
        "requirement": usual_requirement(paper_kind),
        "campaign_id": asked.get("campaign_id", ""),
    }
    return _shown(unit, typed)


def filled(unit: UnitFindings, paper: Paper) -> Shown[PaperForm]:
    """The form of a draft that is there, ticked where its findings are open still."""
    named = {(each.visit, each.finding_id) for each in paper.findings}
    typed = {
        "version": paper.version,
        "paper_kind": paper.paper_kind.value,
        "findings": "\n".join(_ticked(unit, named)),
        "due_on": paper.due_on or "",
        "addressee": paper.addressee or "",
        "follows": paper.follows or "",
        "title": paper.title,
        "requirement": paper.requirement,
        "campaign_id": paper.campaign_id or "",
    }
    return _shown(unit, typed)


def ticks_now(unit: UnitFindings, form: Shown[PaperForm]) -> Shown[PaperForm]:
    """The form that came back with its ticks on the findings as they now stand."""
    ticked = {(tick.visit, tick.finding_id) for tick in ticks_of(form.typed)}
    return replace(form, typed={**form.typed, "findings": "\n".join(_ticked(unit, ticked))})


def ticks_of(typed: Typed) -> Iterator[SeenFinding]:
    """The ticks that can be read."""
    for text in typed.get("findings", "").splitlines():
        if match := TICK.fullmatch(text):
            visit, version, finding_id = match.groups()
            yield SeenFinding(visit, finding_id, version)


def draft_of(school_id: str, form: PaperForm) -> PaperDraft:
    """The paper that the form asks for; BadInput in words for what cannot be."""
    seen = tuple(ticks_of({"findings": "\n".join(form.findings)}))
    if len(seen) < len(form.findings):
        raise BadInput("勾选的问题读不出来，请刷新后再选。", code="findings")
    return PaperDraft(
        paper_kind=form.paper_kind,
        school_id=school_id,
        findings=seen,
        due_on=form.due_on.isoformat() if form.due_on else None,
        follows=form.follows,
        addressee=form.addressee or None,
        title=form.title,
        requirement=form.requirement,
        campaign_id=form.campaign_id or None,
    )


def same_again(unit: UnitFindings, typed: Typed) -> Shown[PaperForm]:
    """The form with what was typed into it, to go on with."""
    return _shown(unit, typed)


def looked_at(unit: UnitFindings, form: PaperForm) -> Printed:
    """The sheet that the form would make."""
    draft = draft_of(unit.school_id, form)
    named = {(each.visit, each.finding_id) for each in draft.findings}
    texts = [
        each.row.text for each in unit.findings if (each.row.visit, each.row.finding_id) in named
    ]
    sheet = Sheet(
        draft.paper_kind,
        unit.school,
        texts,
        draft.addressee or "",
        draft.title,
        draft.requirement,
        draft.due_on,
    )
    return printed(sheet, unit.today)


def _shown(unit: UnitFindings, typed: Typed) -> Shown[PaperForm]:
    left_out = () if unit.before else ("follows",)
    return Shown(PaperForm, NAME, typed, {"follows": unit.before}, left_out)


def _ticked(unit: UnitFindings, named: set[tuple[str, str]]) -> list[str]:
    return [each.ticked for each in unit.findings if (each.row.visit, each.row.finding_id) in named]

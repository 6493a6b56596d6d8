"""The forms on a visit's page, one of them as it came back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import Field, ValidationError

from domain.errors import BadInput
from domain.kinds.piece import Code
from domain.kinds.visit.merging import FindingPair, Uniting
from domain.kinds.visit.review import Verdict
from domain.trail.line import Sha256Hex
from domain.visit.joint import likely_pairs
from domain.visit.visit import Visit
from sync_server.console.forms import OfficeForm, Shown, Ticks
from sync_server.review.visit_page import VisitPage


class VisitForm(OfficeForm):
    """What the forms about a visit have in common: the version of the visit that was seen."""

    changed: ClassVar[str] = "这条记录刚有新内容，请重新查看。您刚才写的文字还在下面，没有丢。"

    version: Sha256Hex


class VerdictForm(VisitForm):
    """The office's word on a visit, wherever it is said: the verdict is the button."""

    pressed: ClassVar[str] = "verdict"

    verdict: Verdict
    text: Annotated[
        str,
        Field(
            max_length=8000,
            title="意见",
            description="退回、批注必填",
            examples=["写给督学的话，例如：请补一张食堂后厨的照片"],
        ),
    ] = ""


class ReviewForm(VerdictForm):
    """The office's word on the visit, on its page."""


class ExplainingForm(VisitForm):
    """Why a flag is as it is, wherever that is said; or that this is taken back."""

    facts: Sha256Hex
    is_withdrawn: bool = False
    reason: Annotated[str, Field(min_length=1, max_length=1000, title="原因")]


class ExplainForm(ExplainingForm):
    """Why a flag is as it is, on the visit's page."""


class HazardForm(VisitForm):
    """That somebody of the office has seen a hazard of the visit."""

    changed: ClassVar[str] = "这条记录刚有新内容，请重新看过这条隐患，再点“已看到”。"

    finding_id: Code


class MergeForm(VisitForm):
    """That the visit counts as part of another, both in the versions that were seen."""

    into: Sha256Hex
    into_version: Sha256Hex
    pairs: Annotated[Ticks, Field(title="两边是同一条的问题")] = ()
    quantities: Annotated[Uniting, Field(title="两边都填了的数量")] = Uniting.LARGER
    reason: Annotated[str, Field(min_length=1, max_length=1000, title="并入原因")]


class UnmergeForm(VisitForm):
    """That the visit counts by itself again."""

    reason: Annotated[str, Field(min_length=1, max_length=1000, title="撤销并入的原因")]


class CancelForm(VisitForm):
    """That the visit does not count."""

    reason: Annotated[str, Field(min_length=1, max_length=1000, title="作废原因")]


class RedateForm(VisitForm):
    """On which day the visit was."""

    visit_on: Annotated[date, Field(title="改为哪一天")]
    reason: Annotated[str, Field(min_length=1, max_length=1000, title="更正原因")]


class PositionForm(VisitForm):
    """That the school is where the inspector proposed; the school in the version seen."""

    school_version: Sha256Hex


X = TypeVar("X", bound=ExplainingForm)


@dataclass(frozen=True, slots=True)
class VisitForms:
    """The forms that the page draws, and the one that it cannot draw any more.

    ``explains`` are by the print of the flag, ``hazards`` by the finding,
    ``merges`` with the visit that this one may be part of and the pairs of findings that may be
    one, in words.
    """

    review: Shown[ReviewForm] | None
    explains: Mapping[str, Shown[ExplainForm]]
    hazards: Mapping[str, Shown[HazardForm]]
    merges: tuple[tuple[Visit, Shown[MergeForm], Mapping[str, str]], ...]
    unmerge: Shown[UnmergeForm] | None
    cancel: Shown[CancelForm] | None
    redate: Shown[RedateForm] | None
    position: Shown[PositionForm] | None
    undrawn: Shown[Any] | None

    @classmethod
    def of(cls, page: VisitPage, again: Shown[Any] | None = None) -> "VisitForms":
        """The forms of a visit's page; ``again`` is the one that came back."""
        blank = {form.name: form for form in blank_forms(page)}
        is_drawn = again is not None and again.name in blank
        shown = {**blank, again.name: again} if again and is_drawn else blank
        explains = {each.facts: shown.get(explain_name(each.facts)) for each in page.flags}
        hazards = {each: shown.get(hazard_name(each)) for each in page.visit.findings}
        merges = ((each, shown.get(merge_name(each.visit_id))) for each in page.mergeable)
        return cls(
            review=shown.get(REVIEW),
            explains={each: form for each, form in explains.items() if form},
            hazards={each: form for each, form in hazards.items() if form},
            merges=tuple((each, form, _pairs(page.visit, each)) for each, form in merges if form),
            unmerge=shown.get(UNMERGE),
            cancel=shown.get(CANCEL),
            redate=shown.get(REDATE),
            position=shown.get(POSITION),
            undrawn=None if is_drawn else again,
        )


REVIEW, POSITION = "review-form", "position-form"
UNMERGE, CANCEL, REDATE = "unmerge-form", "cancel-form", "redate-form"


def explain_name(facts: str) -> str:
    """What the form about the flag with this print is called on its page."""
    return f"explain-{facts}"


def explain_forms(
    page: VisitPage, model: type[X], carried: Mapping[str, str]
) -> Iterator[Shown[X]]:
    """A form for each flag: to explain it, or to take back the explanation it has."""
    for each in page.flags:
        taken_back = {"is_withdrawn": "true"} if each.explanation else {}
        yield Shown(model, explain_name(each.facts), {**carried, "facts": each.facts, **taken_back})


def hazard_name(finding_id: str) -> str:
    """What the form by which this hazard is seen is called on its page."""
    return f"hazard-{finding_id}"


def merge_name(into: str) -> str:
    """What the form that merges the visit into this one is called on its page."""
    return f"merge-{into}"


def blank_forms(page: VisitPage) -> Iterator[Shown[Any]]:
    """The forms that whoever looks at the page may fill, as they begin."""
    visit = page.visit
    seen = {"version": visit.version}
    if page.may_review:
        yield Shown(ReviewForm, REVIEW, seen)
        yield from explain_forms(page, ExplainForm, seen)
    for finding_id in page.unseen_hazards:
        yield Shown(HazardForm, hazard_name(finding_id), {**seen, "finding_id": finding_id})
    for each in page.mergeable:
        yield _merge_form(visit, each)
    if page.may_unmerge:
        yield Shown(UnmergeForm, UNMERGE, seen)
    if page.may_review:
        yield Shown(CancelForm, CANCEL, seen)
        visit_on = page.assessment.visit_on.isoformat()
        yield Shown(RedateForm, REDATE, {**seen, "visit_on": visit_on})
    if page.may_review and page.is_elsewhere:
        yield Shown(PositionForm, POSITION, {**seen, "school_version": page.school_version})


def _merge_form(visit: Visit, into: Visit) -> Shown[MergeForm]:
    likely = (f"{pair.own}:{pair.other}" for pair in likely_pairs(visit, into))
    typed = {
        "version": visit.version,
        "into": into.visit_id,
        "into_version": into.version,
        "pairs": "\n".join(likely),
        "quantities": Uniting.LARGER.value,
    }
    left_out = () if _pairs(visit, into) else ("pairs",)
    return Shown(MergeForm, merge_name(into.visit_id), typed, left_out=left_out)


def _pairs(visit: Visit, into: Visit) -> Mapping[str, str]:
    """The findings of both that may be one: what a tick brings, and both in words."""
    return {
        f"{own.finding_id}:{other.finding_id}": f"“{own.text}” 就是 “{other.text}”"
        for own in visit.findings.values()
        for other in into.findings.values()
        if own.category == other.category
    }


def pair_of(ticked: str) -> FindingPair:
    """The pair that a tick brings; BadInput for what no page of ours can have sent."""
    own, _, other = ticked.partition(":")
    try:
        return FindingPair(own=own, other=other)
    except ValidationError as error:
        raise BadInput("The form is none of ours.") from error


def carried(page: VisitPage, form: Shown[Any]) -> dict[str, str]:
    """What a form of this page carries now."""
    names = [name for name, each in form.model.model_fields.items() if each.title is None]
    for each in blank_forms(page):
        if each.name == form.name:
            return {name: each.typed[name] for name in names if name in each.typed}
    return {}

"""专项督导: the campaigns that go to the unit, its self-check, and its answer to an opinion."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Annotated, Any, Literal, NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from domain.errors import BadInput
from domain.kinds.campaign.campaign import UnitSaid
from domain.kinds.campaign.carrying_out import MOST_FILES
from domain.kinds.campaign.course import UnitPlea
from domain.kinds.kept_file import KeptFile
from domain.trail.line import Sha256Hex
from domain.words.values import label
from sync_server.console.door.brought import (
    Brought,
    BroughtForm,
    file_token,
    fresh_files,
    kept_files,
)
from sync_server.console.door.guard import (
    AGAIN,
    CurrentGuest,
    DoorForm,
    DoorServices,
    DoorShown,
    FormGuest,
    Guest,
    read_form,
    sent,
)
from sync_server.console.files import download
from sync_server.console.form_fields import Options
from sync_server.console.pages import Page
from sync_server.console.services import ConsoleServices
from sync_server.door.campaigns import OVER, DoorCampaign, UnitsWord
from sync_server.files.attachments import MEDIA_TYPES
from sync_server.ledger.append import CHANGED

PATH = "/door/campaigns"
REPORT_PATH, PLEA_PATH = f"{PATH}/report", f"{PATH}/plea"
router = APIRouter(prefix=PATH)

DONE = {
    "report": "自查情况已报送，督导室看得到了。还可以修改，以最后一次为准。",
    "plea": "已提交，督导室看得到了。还可以修改，以最后一次为准。",
}
MEANWHILE = {
    CHANGED: "刚才有人填报过，这一次还没有提交。请看下面现在的内容，核对后再提交。",
    OVER: "这项专项刚刚办结或有了变化，不用再填报。",
}
YesNo = Literal["yes", "no"]
OPTIONS: Options = {
    "has_problems": {"yes": "发现了问题", "no": "没有发现问题"},
    "outcome": {each.value: label(each) for each in UnitPlea},
}
Words = Annotated[str, Field(min_length=1, max_length=4000)]
Name = Annotated[str, Field(min_length=1, max_length=50, title="填报人姓名")]


class SelfReportForm(DoorForm):
    """What the unit found on itself."""

    has_problems: Annotated[YesNo, Field(title="自查结果")]
    text: Annotated[
        Words, Field(title="自查情况", description="查了哪些方面、发现什么、怎么改；全文可附文件")
    ]
    name: Name


class DoorPleaForm(DoorForm):
    """What the unit says to the preliminary opinion."""

    outcome: Annotated[UnitPlea, Field(title="对初步意见")]
    text: Annotated[Words, Field(title="内容", description="没有意见的也写一句")]
    name: Name


class Wrong(NamedTuple):
    """What a form came back with: the words, the files that are safe, the faults of others."""

    shown: DoorShown
    files: Sequence[KeptFile]
    problems: Sequence[str] = ()


Saying = Callable[[Any, UnitsWord], None]
"""Writes down what a form says."""


@router.get("")
def campaigns(request: Request, services: DoorServices, guest: CurrentGuest) -> Response:
    """The campaigns that go to the unit."""
    return Page("door/campaigns.html").response(
        request,
        guest=guest,
        campaigns=services.door.campaigns.of_unit(guest.unit),
        notice=DONE.get(request.query_params.get("done", ""), ""),
    )


@router.get("/{campaign}")
def campaign(
    request: Request, services: DoorServices, guest: CurrentGuest, campaign: Sha256Hex
) -> Response:
    """One campaign, with the forms of what is expected of the unit."""
    return _page(request, services, guest, campaign)


@router.get("/{campaign}/files/{sha256}")
def own_file(
    services: DoorServices, guest: CurrentGuest, campaign: Sha256Hex, sha256: Sha256Hex
) -> Response:
    """A file that the unit gave."""
    file, content = services.door.campaigns.file(guest.unit, campaign, sha256)
    plain = f"duji-self-check.{file.kind.value}"
    return download(content, MEDIA_TYPES[file.kind], file.name, plain)


@router.post("/report")
def report(
    request: Request, services: DoorServices, guest: FormGuest, brought: BroughtForm
) -> Response:
    """Take what the unit reports of itself; what is wrong is said, and words and files stay."""

    def says(form: SelfReportForm, word: UnitsWord) -> None:
        has_problems = form.has_problems == "yes"
        services.door.campaigns.report(guest.unit, word, has_problems=has_problems)

    return _take(request, services, guest, brought, (SelfReportForm, says))


@router.post("/plea")
def plead(
    request: Request, services: DoorServices, guest: FormGuest, brought: BroughtForm
) -> Response:
    """Take what the unit says to the opinion; what is wrong is said, and words and files stay."""

    def says(form: DoorPleaForm, word: UnitsWord) -> None:
        services.door.campaigns.plead(guest.unit, word, form.outcome)

    return _take(request, services, guest, brought, (DoorPleaForm, says))


def _take(
    request: Request,
    services: ConsoleServices,
    guest: Guest,
    brought: Brought,
    said: tuple[type[DoorForm], Saying],
) -> Response:
    model, says = said
    campaign_id = brought.typed.get("campaign", "")
    if not campaign_id:
        raise BadInput("The form is none of ours.")
    services.door.campaigns.campaign(guest.unit, campaign_id)
    form: Any = read_form(model, brought.typed)
    wrong = _judged(services, guest, brought, (model, form))
    if not wrong.shown.problem:
        typed = brought.typed
        word = UnitsWord(campaign_id, typed.get("seen", ""), form.text, form.name, wrong.files)
        shown = sent(wrong.shown, partial(says, form, word), MEANWHILE)
        wrong = wrong._replace(shown=shown)
    if wrong.shown.problem:
        return _page(request, services, guest, campaign_id, wrong)
    done = "report" if model is SelfReportForm else "plea"
    return RedirectResponse(f"{PATH}?done={done}", 303)


def _judged(
    services: ConsoleServices, guest: Guest, brought: Brought, read: tuple[type[DoorForm], Any]
) -> Wrong:
    """What is wrong with what came; the files are safe whatever it is."""
    model, form = read
    errors = form.errors if isinstance(form, DoorShown) else {}
    kept = kept_files(guest, brought)
    fresh, problems = fresh_files(services, brought, MOST_FILES - len(kept))
    problem = AGAIN if errors or problems else ""
    return Wrong(
        DoorShown(model, brought.typed, OPTIONS, errors, problem), [*kept, *fresh], problems
    )


def _page(
    request: Request,
    services: ConsoleServices,
    guest: Guest,
    campaign_id: str,
    wrong: Wrong | None = None,
) -> Response:
    found = services.door.campaigns.campaign(guest.unit, campaign_id)
    parts = [
        _part(found, guest, wrong, each)
        for each in (
            (SelfReportForm, REPORT_PATH, found.takes_self_check, found.self_check),
            (DoorPleaForm, PLEA_PATH, found.takes_plea, found.plea),
        )
    ]
    return Page("door/campaign.html", status=wrong.shown.status if wrong else 200).response(
        request,
        guest=guest,
        campaign=found,
        plan=found.plan,
        report=parts[0],
        plea=parts[1],
        most=MOST_FILES,
        problem=wrong.shown.problem if wrong else "",
        problems=[*wrong.problems, *_undrawn(parts, wrong)] if wrong else (),
    )


def _undrawn(parts: list[dict[str, object]], wrong: Wrong) -> Sequence[str]:
    """What is wrong with a form that the page does not draw any more."""
    is_drawn = any(each["form"] is wrong.shown and each["is_open"] for each in parts)
    return () if is_drawn else tuple(wrong.shown.errors.values())


def _part(
    found: DoorCampaign,
    guest: Guest,
    wrong: Wrong | None,
    part: tuple[type[DoorForm], str, bool, UnitSaid | None],
) -> dict[str, object]:
    """A form as the page shows it: what was sent where it was refused, else what stands."""
    model, path, is_open, said = part
    again = wrong if wrong and wrong.shown.model is model else None
    files = again.files if again else said.files if said else ()
    seen = said.stamp.entry if said else ""
    return {
        "path": path,
        "is_open": is_open,
        "said": said,
        "seen": seen,
        "form": again.shown if again else DoorShown.of(model, _begun(found, said), OPTIONS),
        "files": [(each, file_token(guest, each)) for each in files],
        "typed": again.shown.typed.get("text", "") if again and not is_open else "",
        "is_overtaken": bool(again and again.shown.typed.get("seen", "") != seen),
    }


def _begun(found: DoorCampaign, said: UnitSaid | None) -> dict[str, str]:
    """What stands in the form: what was said last."""
    if said is None:
        return {}
    return {
        "has_problems": "yes" if found.has_problems else "no",
        "outcome": found.outcome.value if found.outcome else "",
        "text": said.text,
        "name": said.told_by,
    }

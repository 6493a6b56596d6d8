"""登记问题: a finding that comes from elsewhere than a visit (巡察, 信访举报, 上级交办 …)."""

from dataclasses import fields
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from domain.clock import local_date
from domain.errors import BadInput
from domain.kinds.visit.finding import Category, OwnerUnit, Severity, Source
from domain.plain_text import CONTROL_CHARACTER, is_plain_text
from domain.register.in_use import is_in_use
from domain.words.values import words_of
from sync_server.console.findings.photos import PHOTOS, ChosenPhotos, Photos, brought, carried_by
from sync_server.console.form_fields import Options, Typed
from sync_server.console.forms import OfficeForm, SentForm, Shown, carry_out
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.pages import Page
from sync_server.console.services import ConsoleServices
from sync_server.office.entering import OF_VISITS, FindingEntering, NewFinding
from sync_server.register.names import names

router = APIRouter()

HOME = "/findings/new"
PHOTOS_WRONG = "还没有登记：有照片没有收下，请看照片下面的说明，换一张或不放，再提交一次。"
SOURCES = {each.value: word for each, word in words_of(Source).items() if each not in OF_VISITS}


class EnterForm(OfficeForm):
    """What was found, where, and who says so; ``carried`` are photos that are safe already."""

    school_id: Annotated[str, Field(min_length=1, max_length=64, title="单位")]
    source: Annotated[Source, Field(title="来源")]
    raised_on: Annotated[date, Field(title="发现日期")]
    text: Annotated[str, Field(min_length=1, max_length=8000, title="问题")]
    category: Annotated[Category, Field(title="类别")]
    severity: Annotated[Severity, Field(title="程度")] = Severity.GENERAL
    is_hazard: Annotated[bool, Field(title="是安全隐患")] = False
    place: Annotated[str, Field(max_length=200, title="位置")] = ""
    suggestion: Annotated[str, Field(max_length=8000, title="整改建议")] = ""
    owner: Annotated[OwnerUnit, Field(title="责任单位")] = OwnerUnit.SCHOOL
    owner_name: Annotated[
        str, Field(max_length=200, title="责任单位名称", description="不是学校自己时填")
    ] = ""
    responsible: Annotated[str, Field(max_length=200, title="责任人")] = ""
    due_on: Annotated[
        date | None, Field(title="整改期限", description="空着就按区县规定的天数")
    ] = None
    carried: str = ""


@router.get(HOME)
def blank(
    request: Request, services: Services, user: CurrentUser, unit: str = "", source: str = ""
) -> Response:
    """The form, with the unit and the source that the address names."""
    today = local_date(services.server.clock()).isoformat()
    usual = {"severity": Severity.GENERAL.value, "owner": OwnerUnit.SCHOOL.value}
    typed = {"school_id": unit, "source": source, "raised_on": today, **usual}
    return _page(request, user, _form(services, user, typed))


@router.post(HOME)
def enter(request: Request, services: Services, sent: SentForm, chosen: ChosenPhotos) -> Response:
    """Enter the finding and go on to its page; what cannot be is said beside its field."""
    user, entering = sent.user, FindingEntering(services.office)
    user.viewer.require_draft_papers()
    # What comes with a file has passed no door for texts yet.
    if not all(map(is_plain_text, sent.typed.values())):
        raise BadInput("There is a control character in the form.", code=CONTROL_CHARACTER)
    photos = brought(entering, user, sent.typed.get("carried", ""), chosen)
    typed = {**sent.typed, "carried": carried_by(user, photos)}
    written: list[str] = []

    def act(form: EnterForm) -> None:
        if photos.problems:
            raise BadInput(PHOTOS_WRONG)
        names = {each.name for each in fields(NewFinding)} - {PHOTOS}
        new = NewFinding(**{each: getattr(form, each) for each in names}, photos=photos.kept)
        written.append(entering.enter(user.viewer.account, new).id)

    form = carry_out(_form(services, user, {}), typed, act)
    if isinstance(form, Shown):
        return _page(request, user, form, photos)
    return RedirectResponse(f"/findings/{written[0]}?done=entered", 303)


def _form(services: ConsoleServices, user: SignedIn, typed: Typed) -> Shown[EnterForm]:
    return Shown(EnterForm, "enter", typed, _options(services, user))


def _page(
    request: Request, user: SignedIn, form: Shown[EnterForm], photos: Photos | None = None
) -> Response:
    user.viewer.require_draft_papers()
    return Page("findings/enter.html", status=form.status).response(
        request,
        user=user,
        section="findings",
        home=HOME,
        form=form,
        photos=photos or Photos(),
    )


def _options(services: ConsoleServices, user: SignedIn) -> Options:
    """The units in use on this day, and where findings come from beside visits."""
    known = names(services.server.database, user.viewer.district)
    today = local_date(services.server.clock()).isoformat()
    units = {code: row.name for code, row in known.schools.items() if is_in_use(row, today)}
    return {"school_id": units, "source": SOURCES}

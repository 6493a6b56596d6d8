"""An item of a draft: what is asked, how it is answered, and what is wrong with it so far."""

from collections.abc import Mapping
from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import ValidationError

from domain.errors import BadInput, NotFound
from domain.register.drafting.draft import Draft, DraftItem, with_item
from domain.register.drafting.lacks import lacks_of
from domain.register.drafting.options import options_text, read_options
from domain.register.school_kind import SchoolKind
from domain.words.values import ITEM_KIND, words_of
from sync_server.console.checklists.forms import ItemForm
from sync_server.console.checklists.writing import AtDesk, Desk
from sync_server.console.forms import SentForm, Shown, typed_of
from sync_server.register.checklists.form_desk import new_item_id

router = APIRouter()

SAME = (
    *("text", "kind", "unit", "hint", "minimum", "maximum", "at_least", "at_most"),
    *("needs_photo", "needs_remark_when_negative", "is_key"),
)


@router.get("/checklists/draft/{draft}/items/new")
def new(request: Request, desk: AtDesk, section: str = "") -> Response:
    """The form of a new item, in a section of the draft."""
    return _page(request, desk, _form(desk, {"section": section, "kind": "yes_no"}))


@router.post("/checklists/draft/{draft}/items/new")
def add(request: Request, sent: SentForm, desk: AtDesk) -> Response:
    """One more item."""
    return _keep(request, desk, sent, None)


@router.get("/checklists/draft/{draft}/items/{item_id}")
def item(request: Request, desk: AtDesk, item_id: str) -> Response:
    """The form of an item as it is written so far; what does not fit is said beside its field."""
    found = _item(desk, item_id)
    section = desk.draft.section_of(item_id)
    typed = typed_of(
        ItemForm,
        found,
        section=section.key if section else "",
        options=options_text(found.options),
        school_kinds="\n".join(each.value for each in found.school_kinds),
    )
    errors = {each.field: each.text for each in lacks_of(found)}
    return _page(request, desk, replace(_form(desk, typed), errors=errors), found)


@router.post("/checklists/draft/{draft}/items/{item_id}")
def set_item(request: Request, sent: SentForm, desk: AtDesk, item_id: str) -> Response:
    """Write the item so."""
    return _keep(request, desk, sent, _item(desk, item_id))


def _item(desk: Desk, item_id: str) -> DraftItem:
    found = desk.draft.item(item_id)
    if found is None:
        raise NotFound("The draft has no such item.", code="no_draft", called=item_id)
    return found


def _keep(request: Request, desk: Desk, sent: SentForm, stood: DraftItem | None) -> Response:
    item_id = stood.item_id if stood else new_item_id()

    def change(form: ItemForm, draft: Draft) -> Draft:
        return with_item(draft, form.section, _written(form, item_id, stood))

    form = desk.keep(_form(desk, {}), sent, change)
    if isinstance(form, Shown):
        return _page(request, desk, form, stood)
    return desk.back(item_id)


def _written(form: ItemForm, item_id: str, stood: DraftItem | None) -> DraftItem:
    """The item as the form has it, whether or not all of it fits by now."""
    try:
        options = read_options(form.options, stood.options if stood else ())
    except ValidationError as error:
        raise BadInput("有一个选项超过 200 字，请改短。", code="options") from error
    told = {name: getattr(form, name) for name in SAME}
    kinds = tuple(SchoolKind(each) for each in form.school_kinds)
    is_ended = stood.is_ended if stood else False
    return DraftItem(
        item_id=item_id, options=options, school_kinds=kinds, is_ended=is_ended, **told
    )


def _form(desk: Desk, typed: Mapping[str, str]) -> Shown[ItemForm]:
    options = {
        "section": {each.key: each.title for each in desk.draft.sections},
        "kind": ITEM_KIND,
        "school_kinds": {each.value: word for each, word in words_of(SchoolKind).items()},
    }
    return desk.form(ItemForm, "item", typed, options)


def _page(
    request: Request, desk: Desk, form: Shown[ItemForm], stood: DraftItem | None = None
) -> Response:
    action = f"{desk.home}/items/{stood.item_id if stood else 'new'}"
    told = {"form": form, "stood": stood, "action": action}
    return desk.page(request, "item.html", form.status, **told)

"""What the pictures are evidence for: the visit, a problem, a follow-up, or a checklist item."""

import inspect
from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import flet as ft

from app.ui.guard import safe
from app.ui.texts.visit import camera as words
from app.ui.widgets.pieces import heading, mark
from domain.kinds.visit.photo import Photo
from domain.visit.gaps import Lack
from domain.visit.visit import Visit

if TYPE_CHECKING:
    from app.visits.records import VisitView


@dataclass(frozen=True, slots=True)
class Target:
    """``what`` the pictures are of, None for the visit as a whole.

    ``item``, ``finding`` or ``follow-up``; ``after`` is a finding once it was put right.
    """

    what: str | None = None
    of: str | None = None

    @property
    def item_id(self) -> str | None:
        """The item it is evidence for."""
        return self.of if self.what == "item" else None

    @property
    def finding_id(self) -> str | None:
        """The finding it is evidence for, of this visit or of an earlier one."""
        return self.of if self.what in ("finding", "after", "follow-up") else None

    @property
    def is_after(self) -> bool:
        """Whether they show how a finding of this visit looked once it was put right."""
        return self.what == "after"

    def may_be_of(self, photo: Photo) -> bool:
        """Whether a photo may be said to be of it: before or after stays what it was."""
        return self.what not in ("finding", "after") or self.is_after == photo.is_after


WHOLE = Target()


def target_of(photo: Photo, findings: Container[str]) -> Target:
    """What a photo is evidence for; ``findings`` are the visit's own."""
    if photo.finding_id is not None:
        is_own = photo.finding_id in findings
        own = "after" if photo.is_after else "finding"
        return Target(own if is_own else "follow-up", photo.finding_id)
    return Target("item", photo.item_id) if photo.item_id is not None else WHOLE


def name_of(view: "VisitView", target: Target) -> str:
    """The target in a few words."""
    return next((name for each, name, _ in all_targets(view) if each == target), words.WHOLE_VISIT)


def all_targets(view: "VisitView") -> list[tuple[Target, str, str]]:
    """Every target with its name, and the group it is listed in."""
    visit = view.visit
    items = view.checklist.all_items if view.checklist else ()
    return [
        (WHOLE, words.WHOLE_VISIT, ""),
        *((each, name, words.OF_FINDINGS) for each, name in own_findings(visit)),
        *(
            (Target("follow-up", each.finding_id), each.text, words.OF_FOLLOW_UPS)
            for each in view.to_follow
        ),
        *((Target("item", each.item_id), each.text, words.OF_ITEMS) for each in items),
    ]


def own_findings(visit: Visit) -> Iterable[tuple[Target, str]]:
    """The visit's findings; those put right on the spot also as they are since."""
    for finding_id, finding in visit.findings.items():
        yield Target("finding", finding_id), finding.text
        if finding.is_fixed_on_spot or visit.is_pictured_after(finding_id):
            yield Target("after", finding_id), words.after(finding.text)


def ask_target(
    page: ft.Page, view: "VisitView", now: Target, choose: Any, of: Photo | None = None
) -> None:
    """Let the inspector choose what the next pictures are of, or a photo that was taken."""
    wanting = {gap.item_id for gap in view.gaps if gap.lack is Lack.PHOTO}
    shown: list[ft.Control] = [heading(words.WHAT_FOR)]
    group = ""
    for target, name, listed in all_targets(view):
        if of is not None and not target.may_be_of(of):
            continue
        if listed != group:
            group = listed
            shown.append(heading(listed))
        shown.append(target_row(page, (target, name), target == now, choose, wanting))
    listing = ft.ListView(shown, padding=ft.Padding(left=16, top=8, right=16, bottom=24))
    page.show_dialog(ft.BottomSheet(content=listing, show_drag_handle=True, scrollable=True))


def target_row(
    page: ft.Page, named: tuple[Target, str], is_now: bool, choose: Any, wanting: set[str]
) -> ft.Control:
    """One target to tap."""
    target, name = named

    async def chosen() -> None:
        page.pop_dialog()
        outcome = choose(target)
        if inspect.isawaitable(outcome):
            await outcome

    wants = target.item_id in wanting
    tick = ft.Icon(ft.Icons.CHECK, color=ft.Colors.PRIMARY) if is_now else None
    return ft.ListTile(
        key=f"target-{target.what}-{target.of}",
        title=ft.Text(name, size=15, max_lines=2, overflow=ft.TextOverflow.ELLIPSIS),
        trailing=mark(words.WANTS_PHOTO, "look") if wants and not is_now else tick,
        on_click=safe(chosen),
        content_padding=0,
        min_height=48,
    )

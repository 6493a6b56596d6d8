"""What is thin, each in a sentence, with the way to mend it; it never stands in the way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import flet as ft

from app.ui.screens.visit.next_step import missed_follow_ups
from app.ui.state.ui import Ui
from app.ui.texts.visit import finding as finding_words
from app.ui.texts.visit import follow_up as follow_words
from app.ui.texts.visit import visit as words
from app.ui.widgets.pieces import MARKS, heading, notice, quiet
from domain.typed_number import read_number
from domain.visit.flag import Flag, FlagCode
from domain.words.flags import sentence_to_writer
from domain.words.trail import wanted_words
from domain.words.values import label

if TYPE_CHECKING:
    from app.visits.records import VisitView

# Where a flag can be mended; what is not named here belongs to the visit's own page.
PAGES = {
    FlagCode.ITEM_COUNT: "plan",
    FlagCode.CHECKLIST_GAPS: "checklist",
    FlagCode.COPIED_TEXT: "notes",
    FlagCode.NO_PHOTO: "photos",
    FlagCode.ALBUM_PHOTO: "photos",
    FlagCode.NO_SIGNATURE: "signatures",
    FlagCode.CHANGED_AFTER_SIGNING: "signatures",
    FlagCode.SIGNATURE_REFUSED: "signatures",
}
FORMS = (
    ("lesson.", "lessons", words.LESSONS),
    ("finding.", "findings", words.FINDINGS),
    ("follow_up.", "follow-ups", words.FOLLOW_UPS),
)


@dataclass(frozen=True, slots=True)
class CompletenessWarning:
    """One thin thing in words, and the visit's page where it can be mended; empty for its own."""

    said: str
    page: str

    @classmethod
    def of(cls, flag: Flag) -> "CompletenessWarning":
        """What the flag says, and where it can be mended."""
        return cls(sentence_to_writer(flag), PAGES.get(flag.code, ""))


def said_thin(ui: Ui, view: "VisitView", drafts: Mapping[str, str]) -> list[ft.Control]:
    """All that is thin, or that nothing is."""
    found = [
        *(CompletenessWarning.of(flag) for flag in view.thin),
        *of_follow_ups(view),
        *of_findings(view),
        *of_drafts(drafts),
        *of_numbers(view, drafts),
    ]
    if not found:
        return [notice(words.full(wanted_words(view.rule)), "good", ft.Icons.CHECK_CIRCLE_OUTLINE)]
    return [
        heading(words.SUBMIT_THIN),
        ft.Container(quiet(words.SUBMIT_THIN_HINT), padding=ft.Padding(left=4, right=4)),
        *(thin_row(ui, view.visit.visit_id, each) for each in found),
    ]


def of_follow_ups(view: "VisitView") -> Iterable[CompletenessWarning]:
    """Earlier findings that are due and were not looked at, or called right without a photo."""
    missed = len(missed_follow_ups(view))
    if missed:
        yield CompletenessWarning(follow_words.not_followed(missed), "follow-ups")
    texts = {each.finding_id: each.text for each in view.earlier}
    for finding_id in view.unseen:
        said = follow_words.unseen(texts.get(finding_id) or finding_words.FINDING_TITLE)
        yield CompletenessWarning(said, f"follow-up/{finding_id}")


def of_findings(view: "VisitView") -> Iterable[CompletenessWarning]:
    """Findings put right on the spot without a photo of how it looks since."""
    for finding_id, finding in view.visit.findings.items():
        is_bare = finding.is_fixed_on_spot and not view.visit.is_pictured_after(finding_id)
        if is_bare and view.rule.wants_photos:
            yield CompletenessWarning(
                finding_words.unpictured(finding.text), f"finding/{finding_id}"
            )


def of_drafts(drafts: Iterable[str]) -> Iterable[CompletenessWarning]:
    """Forms that were begun and never became an entry."""
    keys = list(drafts)
    for prefix, page, name in FORMS:
        begun = sum(key.startswith(prefix) for key in keys)
        if begun:
            yield CompletenessWarning(words.unfinished(begun, name), page)


def of_numbers(view: "VisitView", drafts: Mapping[str, str]) -> Iterable[CompletenessWarning]:
    """Numbers that were typed and are none, or none there can be: the visit goes without them."""
    from app.visits.draft_keys import method_and_unit
    from app.visits.parse_number import count_field, item_field

    items = {each.item_id: each for each in view.checklist.all_items} if view.checklist else {}
    for key, typed in drafts.items():
        kind, _, name = key.partition(".")
        if kind == "number" and name in items:
            asked, said, page = item_field(items[name]), items[name].text, "checklist"
        elif kind in ("count", "unit_count"):
            method, _ = method_and_unit(name)
            asked, said, page = count_field(method), label(method), "methods"
        else:
            continue
        if read_number(typed, asked).problem is not None:
            yield CompletenessWarning(words.unread(said, typed.strip()), page)


def thin_row(ui: Ui, visit_id: str, thin: CompletenessWarning) -> ft.Control:
    """The sentence, and the button beside it."""
    background, ink = MARKS["look"]
    route = f"/visit/{visit_id}/{thin.page}" if thin.page else f"/visit/{visit_id}"
    name = words.MEND[thin.page.partition("/")[0]]
    mend = ft.TextButton(
        name,
        on_click=ui.go(route),
        style=ft.ButtonStyle(color=ink),
        key=f"mend-{thin.page}",
    )
    return ft.Container(
        ft.Row(
            [ft.Text(thin.said, color=ink, size=14, expand=True), mend],
            vertical_alignment=ft.CrossAxisAlignment.CENTER,
            spacing=8,
        ),
        bgcolor=background,
        border_radius=12,
        padding=ft.Padding(left=12, top=4, right=4, bottom=4),
    )

"""How a visit begins: what is chosen already, so that opening it takes one tap (0-17, 2-19)."""

from dataclasses import dataclass

from domain.kinds.visit.plan import ChecklistRef, VisitType
from domain.register.checklist import Checklist, Theme
from domain.register.school_kind import SchoolKind
from domain.visit.content_rules import MOST_ITEMS
from domain.visit.visit import Visit
from domain.wire.workbook import Workbook, WorkbookCampaign


@dataclass(frozen=True, slots=True)
class Opening:
    """What a visit begins with; the checklist is the campaign's own, else the theme's."""

    visit_type: VisitType = VisitType.ROUTINE
    theme_id: str | None = None
    items: tuple[str, ...] = ()
    is_announced: bool = False
    participants: tuple[str, ...] = ()
    campaign_id: str | None = None


def opening_of(
    workbook: Workbook | None,
    month: int,
    campaign_id: str | None = None,
    before: Visit | None = None,
) -> Opening:
    """The opening of a visit in this month of the year, under a campaign or the monthly duty.

    ``before`` is the stop before on the same day (3-13): whoever came along then comes along
    now, and the visit is of the same type unless that was a campaign's or a 回访.
    """
    campaign = campaign_of(workbook, campaign_id)
    theme = _theme(workbook, month, campaign)
    kind = campaign.visit_type if campaign else VisitType.ROUTINE
    is_alike = before is not None and before.campaign_id is None and not before.is_follow_up
    if campaign is None and before is not None and is_alike:
        kind = before.visit_type
    return Opening(
        visit_type=kind,
        theme_id=theme.theme_id if theme else None,
        items=items_of(theme),
        participants=before.participants if before else (),
        campaign_id=campaign.campaign_id if campaign else None,
    )


@dataclass(frozen=True, slots=True)
class VisitPreview:
    """What a visit would begin with, in words to be read before: names instead of ids."""

    opening: Opening
    theme: str
    checklist_items: int
    people: tuple[str, ...]


def ready_of(
    workbook: Workbook | None, opening: Opening, school_kind: SchoolKind | None = None
) -> VisitPreview:
    """The opening of a visit to a kind of school, in words."""
    theme = theme_of(workbook, opening.theme_id)
    names = {each.account: each.name for each in (workbook.people if workbook else ())}
    wanted = checklist_of(workbook, opening.theme_id, opening.campaign_id)
    lists = {(each.checklist_id, each.version): each for each in _checklists(workbook)}
    known = lists[wanted.checklist_id, wanted.version] if wanted else None
    asked = known.asked_of(*_named(school_kind)) if known else None
    return VisitPreview(
        opening=opening,
        theme=theme.title if theme else "",
        checklist_items=len(asked.all_items) if asked else 0,
        people=tuple(names.get(each, each) for each in opening.participants),
    )


def items_of(theme: Theme | None) -> tuple[str, ...]:
    """The content lines a theme suggests, as many as a visit should have (2-19)."""
    return theme.items[:MOST_ITEMS] if theme else ()


def campaign_of(workbook: Workbook | None, campaign_id: str | None) -> WorkbookCampaign | None:
    """The campaign as the workbook has it; None where it has none such."""
    campaigns = workbook.campaigns if workbook else ()
    return next((each for each in campaigns if each.campaign_id == campaign_id), None)


def theme_of(workbook: Workbook | None, theme_id: str | None) -> Theme | None:
    """The theme as the workbook has it; None where it has none such."""
    themes = workbook.themes if workbook else ()
    return next((each for each in themes if each.theme_id == theme_id), None)


def theme_of_month(workbook: Workbook | None, month: int) -> Theme | None:
    """The theme of a month of the year; None where there is none yet."""
    themes = workbook.themes if workbook else ()
    return next((each for each in themes if each.month == month), None)


def checklist_of(
    workbook: Workbook | None,
    theme_id: str | None,
    campaign_id: str | None,
    school_kind: SchoolKind | None = None,
) -> ChecklistRef | None:
    """The campaign's own checklist if it has one, else the theme's; in its newest version."""
    campaign, theme = campaign_of(workbook, campaign_id), theme_of(workbook, theme_id)
    wanted = (campaign.checklist_id if campaign else None, theme.checklist_id if theme else None)
    found = (_newest(workbook, each) for each in wanted if each is not None)
    newest = next((each for each in found if each is not None), None)
    return newest.model_copy(update={"school_kind": school_kind}) if newest else None


def _theme(
    workbook: Workbook | None, month: int, campaign: WorkbookCampaign | None
) -> Theme | None:
    """A campaign has its own theme or none; the monthly duty the month's."""
    if campaign is not None:
        return theme_of(workbook, campaign.theme_id)
    return theme_of_month(workbook, month)


def _newest(workbook: Workbook | None, checklist_id: str) -> ChecklistRef | None:
    versions = [each.version for each in _checklists(workbook) if each.checklist_id == checklist_id]
    return ChecklistRef(checklist_id=checklist_id, version=max(versions)) if versions else None


def _checklists(workbook: Workbook | None) -> tuple[Checklist, ...]:
    return workbook.checklists if workbook else ()


def _named(school_kind: SchoolKind | None) -> tuple[SchoolKind, ...]:
    return () if school_kind is None else (school_kind,)

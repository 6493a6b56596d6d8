"""专项督导报告: from a campaign's page to the document."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from domain.campaigns.coverage import UnitResult
from domain.findings.state import FindingState
from domain.kinds.campaign.course import CampaignStage, UnitPlea
from domain.kinds.visit.finding import Category
from domain.words.values import label
from sync_server.campaigns.desk import CampaignPage, CampaignUnit
from sync_server.campaigns.made import ListedPhoto
from sync_server.campaigns.unit_words import compared, last_visit, self_check
from sync_server.data.campaigns.findings import CampaignFinding
from sync_server.documents.contexts.campaigns import (
    CampaignReport,
    ComparedRow,
    FoundRow,
    MeasureRow,
    PhotoRow,
    PleaRow,
    StageRow,
    TeamRow,
    TownRow,
    UnitRow,
)
from sync_server.documents.contexts.naming import Picture
from sync_server.documents.contexts.papers import day_words, organ_of
from sync_server.documents.contexts.summaries import CategoryRow

Pictures = Callable[[str], bytes | None]
"""The small picture of a photo by its hash; None where it cannot be shown."""

NO_TOWN, TOTAL, COUNTY = "（没有填）", "合计", "县本级"
MOST_CHOSEN = 6
_PHOTO_MM = (72.0, 54.0)


@dataclass(frozen=True, slots=True)
class Reporting:
    """What a report is made of: the page, what was found, and the photos chosen for it."""

    page: CampaignPage
    findings: Sequence[CampaignFinding]
    photos: Sequence[ListedPhoto]
    district_name: str


def campaign_report(told: Reporting, pictures: Pictures) -> CampaignReport:
    """The document as the campaign now stands."""
    page, campaign = told.page, told.page.campaign
    plan = campaign.plan
    return CampaignReport(
        organ=organ_of(told.district_name),
        title=f"{plan.title}报告" if plan.title.endswith("督导") else f"{plan.title}督导报告",
        standing=f"按 {day_words(page.today)} 的记录",
        made_on=day_words(page.today),
        scope=plan.scope,
        period=f"{day_words(plan.from_on)}至{day_words(plan.to_on)}",
        content=plan.content,
        demands=plan.demands,
        people=people_words(page),
        use_of_results=plan.use_of_results,
        reporting=plan.reporting,
        teams=tuple(_teams(page)),
        stages=tuple(_stages(page)),
        coverage=coverage_words(page),
        towns=tuple(_towns(page.units)),
        uncovered=uncovered_words(page),
        found=found_words(page),
        categories=categories(told.findings),
        items=tuple(_items(told)),
        checked=_checked(page),
        compared=tuple(_compared(page)),
        opinions=_opinions(page),
        pleas=tuple(_pleas(page)),
        rectified=_rectified(told),
        measures=tuple(_measures(told)),
        summary=campaign.closing.text if campaign.closing else "",
        photos=tuple(_photo(each, pictures) for each in told.photos),
        units=tuple(_units(page.units)),
    )


def people_words(page: CampaignPage) -> str:
    """Who took part: teams and persons, and the departments beside."""
    plan = page.campaign.plan
    told = [
        f"{len(plan.teams)} 个督导小组，{len(plan.people)} 人"
        if plan.teams
        else "各单位的责任督学",
        f"联合{'、'.join(plan.departments)}" if plan.departments else "",
    ]
    return "；".join(filter(None, told)) + "。"


def coverage_words(page: CampaignPage) -> str:
    """How many of the units were visited, how often."""
    covered = page.listed.coverage
    besides = len(covered.besides)
    told = f"对象单位 {len(covered.units)} 个，已督导 {len(covered.covered)} 个"
    told += f"，未督导 {len(covered.uncovered)} 个" if covered.uncovered else "，全部覆盖"
    told += f"；督导 {covered.visits} 校次"
    return told + (f"，其中方案以外的单位 {besides} 校次。" if besides else "。")


def found_words(page: CampaignPage) -> str:
    """How many problems were found, at how many units, and how many units have none."""
    covered = page.listed.coverage
    found, clear = (len(covered.units_of(each)) for each in (UnitResult.FOUND, UnitResult.CLEAR))
    return f"发现问题 {covered.findings} 条，有问题的单位 {found} 个，零问题单位 {clear} 个。"


def uncovered_words(page: CampaignPage) -> str:
    """The units that nobody visited, each with the reason where one was given."""
    closing, names = page.campaign.closing, page.names
    reasons = closing.uncovered if closing else {}
    return "\n".join(
        f"{names.school(each)}：{reasons.get(each) or '还没有写明原因'}。"
        for each in page.listed.coverage.uncovered
    )


def categories(findings: Sequence[CampaignFinding]) -> tuple[CategoryRow, ...]:
    """How many findings of each category, in the order of the categories."""
    found = []
    for each in Category:
        some = [one for one in findings if one.category == each.value]
        if some:
            hazards = sum(one.is_hazard for one in some)
            row = CategoryRow(category=label(each), number=str(len(some)), hazards=str(hazards))
            found.append(row)
    return tuple(found)


def _teams(page: CampaignPage) -> Iterator[TeamRow]:
    names = page.names
    for each in page.campaign.plan.teams:
        others = (one for one in each.people if one != each.leader)
        yield TeamRow(
            name=each.name,
            leader=names.person(each.leader),
            members="、".join(map(names.person, others)),
            units=str(len(each.units)),
        )


def _stages(page: CampaignPage) -> Iterator[StageRow]:
    campaign = page.campaign
    for each in campaign.plan.stages:
        done = campaign.done.get(each)
        begun = campaign.begun if each is CampaignStage.FIELD else None
        day = day_words(done.said_on) if done else "还没有完成"
        if done and done.is_skipped:
            day = "没有进行"
        elif begun:
            day = f"{day_words(begun.said_on)}开始" + (f"，{day}结束" if done else "")
        told = "；".join(filter(None, (begun.text if begun else "", done.text if done else "")))
        yield StageRow(stage=label(each), day=day, told=told)


def _towns(units: Sequence[CampaignUnit]) -> Iterator[TownRow]:
    towns = sorted({each.town for each in units})
    for town in towns:
        yield _town(town or NO_TOWN, [each for each in units if each.town == town])
    if units:
        yield _town(TOTAL, units)


def _town(town: str, units: Sequence[CampaignUnit]) -> TownRow:
    there = [each.there for each in units]
    return TownRow(
        town=town,
        units=str(len(there)),
        covered=str(sum(bool(each.visits) for each in there)),
        visits=str(sum(len(each.visits) for each in there)),
        findings=str(sum(each.findings for each in there)),
        clear=str(sum(each.result is UnitResult.CLEAR for each in there)),
    )


def _items(told: Reporting) -> Iterator[FoundRow]:
    for number, each in enumerate(told.findings, 1):
        yield FoundRow(
            number=str(number),
            unit=told.page.names.school(each.school_id),
            text=each.text or "（没有写明）",
            state=label(FindingState(each.state)),
        )


def _checked(page: CampaignPage) -> str:
    checks, plan = page.campaign.self_checks, page.campaign.plan
    if not checks and CampaignStage.SELF_CHECK not in plan.stages:
        return ""
    units = [each for each in page.units if each.there.unit in checks]
    problems = sum(checks[each.there.unit].has_problems for each in units)
    due = f"（{day_words(plan.self_check_due)}截止）" if plan.self_check_due else ""
    return (
        f"对象单位 {len(page.units)} 个，报送自查报告 {len(units)} 份{due}，"
        f"其中报了问题的 {problems} 份。"
    )


def _compared(page: CampaignPage) -> Iterator[ComparedRow]:
    if not page.campaign.self_checks:
        return
    for each in page.units:
        yield ComparedRow(
            unit=each.name,
            self_check=self_check(each) or "没有报",
            findings=str(each.there.findings) if each.there.visits else "",
            compared=compared(each),
        )


def _opinions(page: CampaignPage) -> str:
    campaign = page.campaign
    if not campaign.opinions:
        return ""
    pleas = list(campaign.pleas.values())
    waived = sum(each.outcome is UnitPlea.WAIVED for each in pleas)
    return (
        f"向 {len(campaign.opinions)} 个单位反馈了初步意见，申辩时间 {campaign.plan.plea_days} 天；"
        f"提出申辩的 {len(pleas) - waived} 个，书面表示没有意见的 {waived} 个。"
    )


def _pleas(page: CampaignPage) -> Iterator[PleaRow]:
    for unit, each in page.campaign.pleas.items():
        yield PleaRow(
            unit=page.names.school(unit),
            day=day_words(each.said_on),
            outcome=label(each.outcome),
            text=each.text,
        )


def rectified_words(page: CampaignPage) -> str:
    """How many of the problems are settled."""
    covered = page.listed.coverage
    if not covered.findings:
        return "没有要整改的问题。"
    return (
        f"发现的 {covered.findings} 条问题，已了结 {covered.settled} 条，"
        f"还没有整改到位 {covered.unsettled} 条。"
    )


def _rectified(told: Reporting) -> str:
    measures = len(list(_measures(told)))
    return rectified_words(told.page) + (f"写明整改措施的 {measures} 条。" if measures else "")


def _measures(told: Reporting) -> Iterator[MeasureRow]:
    for each in told.findings:
        measure = each.course.measure if each.course else None
        if measure is not None:
            yield MeasureRow(
                unit=told.page.names.school(each.school_id),
                text=measure.text,
                responsible=measure.responsible,
                due_on=day_words(measure.due_on),
            )


def _photo(photo: ListedPhoto, pictures: Pictures) -> PhotoRow:
    content = pictures(photo.photo.sha256) if photo.is_received else None
    shown = (
        Picture(content=content, width_mm=_PHOTO_MM[0], height_mm=_PHOTO_MM[1]) if content else None
    )
    caption = photo.photo.caption or "（没有说明）"
    return PhotoRow(
        image=shown,
        caption="；".join(filter(None, (caption, photo.finding))),
        told=f"{photo.unit} {photo.row.visit_on}",
    )


def _units(units: Sequence[CampaignUnit]) -> Iterator[UnitRow]:
    for number, each in enumerate(units, 1):
        yield UnitRow(
            number=str(number),
            unit=each.name,
            town=each.town,
            team=each.team,
            day=_short(last_visit(each)),
            visits=str(len(each.there.visits)),
            findings=str(each.there.findings),
            result=label(each.there.result),
        )


def _short(day: str) -> str:
    """A local date without its year; empty for none."""
    return day_words(day).partition("年")[2]


def chosen_first(photos: Sequence[ListedPhoto]) -> list[ListedPhoto]:
    """The photos that a report shows unless others are chosen: of each unit one problem's."""
    of_units = {each.unit_id: each for each in reversed(photos) if each.finding}
    return list(of_units.values())[:MOST_CHOSEN]

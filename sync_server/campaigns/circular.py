"""专项督导通报: the computed figures of a campaign, and the examples that the office names."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from domain.campaigns.coverage import UnitResult
from domain.kinds.visit.finding import Severity
from domain.kinds.visit.record import NoteSection
from domain.visit.visit import Visit
from sync_server.access.viewer import Viewer
from sync_server.campaigns.desk import CampaignDesk, CampaignPage
from sync_server.campaigns.report import (
    categories,
    coverage_words,
    found_words,
    people_words,
    rectified_words,
    uncovered_words,
)
from sync_server.data.campaigns.findings import CampaignFinding
from sync_server.data.visits.rows import visits_of
from sync_server.documents.contexts.papers import CircularPaper, PaperItem, day_words, organ_of

UNNUMBERED, TO = "（签发后编号）", "各对象单位"
REQUIREMENT = (
    "被点名的单位要对照问题逐条整改，明确措施、责任人和时限，并把整改情况书面报我办；"
    "其他单位要对照自查、举一反三。我办将适时核查。"
)
MOST_USUAL = 10


@dataclass(frozen=True, slots=True)
class GoodExample:
    """What a visit says was well done at a unit."""

    visit: str
    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class CircularDesk:
    """What a campaign's circular can be made of, within the viewer's district."""

    desk: CampaignDesk

    def told(self, viewer: Viewer, campaign: str) -> "CampaignCircular":
        """The campaign with what was found, and what was well done."""
        page = self.desk.page(viewer, campaign)
        findings = self.desk.findings(viewer, campaign)
        made = {each.visit: each.unit for each in page.listed.coverage.all_visits}
        with self.desk.database.session() as session:
            rows = visits_of(session, list(made))
        notes = {row.visit: _highlight(row.folded) for row in rows}
        good = [
            GoodExample(visit, page.names.school(made[visit]), text)
            for visit, text in notes.items()
            if text
        ]
        return CampaignCircular(page, findings, good, viewer.person.district_name)


@dataclass(frozen=True, slots=True)
class CampaignCircular:
    """A campaign as its circular tells it: what was found, and what was well done."""

    page: CampaignPage
    findings: Sequence[CampaignFinding]
    good: Sequence[GoodExample]
    district_name: str

    @property
    def usual(self) -> list[str]:
        """The findings that are named unless others are chosen: the most serious, one a unit."""
        grave = sorted(
            self.findings,
            key=lambda each: (not each.is_hazard, each.severity != Severity.SERIOUS.value),
        )
        of_units = {each.school_id: each.subject for each in reversed(grave)}
        return [each.subject for each in grave if each.subject in of_units.values()][:MOST_USUAL]

    def paper(self, good: Collection[str], bad: Collection[str]) -> CircularPaper:
        """The circular that names these visits' merits, and these findings with their units."""
        page, plan = self.page, self.page.campaign.plan
        merits = "\n".join(f"{each.unit}：{each.text}" for each in self.good if each.visit in good)
        scope = (coverage_words(page), self._uncovered(), self._counted())
        return CircularPaper(
            organ=organ_of(self.district_name),
            number=UNNUMBERED,
            unit=TO,
            issued_on=day_words(page.today),
            background=(
                f"{day_words(plan.from_on)}至{day_words(plan.to_on)}，我办组织开展了{plan.title}"
                f"（{people_words(page).rstrip('。')}）。现将有关情况通报如下。"
            ),
            scope="\n".join(filter(None, scope)),
            merits="\n".join(filter(None, (self._clear(), merits))),
            items=self._items(bad),
            requirement=f"{rectified_words(page)}{REQUIREMENT}",
        )

    def _uncovered(self) -> str:
        without = uncovered_words(self.page)
        return f"没有督导的单位：\n{without}" if without else ""

    def _clear(self) -> str:
        """The units without problems, by their names."""
        names = [each.name for each in self.page.units if each.there.result is UnitResult.CLEAR]
        return f"零问题单位 {len(names)} 个：{'、'.join(names)}。" if names else ""

    def _counted(self) -> str:
        kinds = "、".join(f"{each.category} {each.number} 条" for each in categories(self.findings))
        return found_words(self.page) + (f"其中{kinds}。" if kinds else "")

    def _items(self, bad: Collection[str]) -> tuple[PaperItem, ...]:
        named = [each for each in self.findings if each.subject in bad]
        items = tuple(
            PaperItem(
                number=str(number),
                text=f"{self.page.names.school(each.school_id)}：{each.text or '（没有写明）'}",
                advice=each.suggestion,
            )
            for number, each in enumerate(named, 1)
        )
        nothing = "没有点名的问题。" if self.findings else "没有发现问题。"
        return items or (PaperItem(number="1", text=nothing, advice=""),)


def _highlight(folded: str) -> str:
    note = Visit.model_validate_json(folded).counting.notes.get(NoteSection.HIGHLIGHT)
    return note.text.strip() if note else ""

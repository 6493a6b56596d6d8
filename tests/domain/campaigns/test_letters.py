"""When a unit may get its opinion letter, what the letter begins with, and open findings."""

import pytest

from domain.campaigns.coverage import CampaignVisit, UnitResult, coverage
from domain.campaigns.faults import rectification_fault, unit_letter_fault
from domain.campaigns.letter_text import LetterFacts, letter_words
from domain.kinds.campaign.course import CampaignStage
from tests.builders.campaigns import a_plan
from tests.domain.campaigns.acts import DAY, PLEA, RUNNING, TOLD, WITHDRAWN, made

FACTS = LetterFacts(title="食堂专项", days=("2026年5月14日", "2026年5月14日"), findings=0, listed=0)


@pytest.mark.parametrize(
    ("said", "unit", "day", "words"),
    [
        ((*RUNNING, TOLD), "school-1", "2026-05-22", ""),
        ((*RUNNING, TOLD, PLEA), "school-1", DAY, ""),
        ((*RUNNING, TOLD), "school-1", "2026-05-21", "申辩期到 2026-05-21"),
        (RUNNING, "school-1", "2026-05-22", "还没有向这个单位反馈初步意见"),
        ((*RUNNING, TOLD), "school-9", "2026-05-22", "方案里没有这个单位"),
        ((*RUNNING, TOLD, WITHDRAWN), "school-1", "2026-05-22", "已经撤销"),
    ],
)
def test_a_unit_gets_its_letter_once_it_had_its_say(said, unit, day, words):
    found = unit_letter_fault(made(*said), unit, day)
    assert words in (found.words if found else "")
    assert (found is None) is (not words)


def test_a_unit_that_found_nothing_is_told_so():
    assert letter_words(FACTS, "抓好落实。").splitlines() == [
        "按照“食堂专项”安排，2026年5月14日，我办组织督学对你单位进行了督导。",
        "督导结论：没有发现问题（零问题）。",
        "抓好落实。",
    ]


def test_merits_findings_and_the_plea_are_in_the_letter():
    facts = LetterFacts(
        title="食堂专项",
        days=("2026年5月14日",),
        findings=3,
        listed=2,
        merits=("留样齐全。", "  ", "留样齐全。", "公示及时"),
        plea="灭火器已更换。",
    )
    words = letter_words(facts, "")
    assert "主要成绩：留样齐全；公示及时。" in words
    assert "发现问题 3 条，其中 1 条已经整改或者了结，其余列在问题里。" in words
    assert words.endswith("你单位提出申辩：灭火器已更换。")


def test_all_findings_are_listed_and_a_waiver_is_told():
    facts = LetterFacts("食堂专项", (), findings=1, listed=1, is_waived=True)
    words = letter_words(facts, "")
    assert "发现问题 1 条，列在问题里。" in words
    assert words.endswith("你单位书面表示没有意见。")


@pytest.mark.parametrize("stage", [CampaignStage.RECTIFICATION, CampaignStage.RECHECK])
def test_putting_right_is_done_when_nothing_is_open_or_for_a_reason(stage):
    fault = rectification_fault(stage, 2, " ", is_skipped=False)
    assert fault is not None
    assert "还有 2 条问题没有整改到位" in fault.words
    assert rectification_fault(stage, 0, "", is_skipped=False) is None
    assert rectification_fault(stage, 2, "列入下月", is_skipped=False) is None
    assert rectification_fault(stage, 2, "", is_skipped=True) is None


def test_other_stages_do_not_ask_for_it():
    assert rectification_fault(CampaignStage.CIRCULAR, 2, "", is_skipped=False) is None


def test_findings_are_counted_at_units_of_the_plan_and_besides():
    def visit(unit: str, findings: int, unsettled: int) -> CampaignVisit:
        return CampaignVisit(unit + "v", unit, DAY, "chen.jing", findings, unsettled)

    found = coverage(a_plan(units=("a", "b")), [visit("a", 3, 1), visit("x", 2, 2)])
    assert (found.findings, found.unsettled, found.settled) == (5, 3, 2)
    assert (found.units["a"].unsettled, found.units["a"].settled) == (1, 2)
    assert [each.unit for each in found.all_visits] == ["a", "x"]
    assert found.units_of(UnitResult.FOUND) == ("a",)
    assert found.units_of(UnitResult.OPEN) == ("b",)

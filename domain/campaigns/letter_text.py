"""What an opinion letter of a campaign (督导意见书) says before the office goes on with it."""

from collections.abc import Sequence
from dataclasses import dataclass

MOST_MERITS = 3
LONGEST_MERIT = 200


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What is known of a unit in a campaign; ``days`` of its visits are in words.

    ``listed`` are the findings that the letter names, ``plea`` what the unit said to the
    preliminary opinion: empty where it said nothing.
    """

    title: str
    days: Sequence[str]
    findings: int
    listed: int
    merits: Sequence[str] = ()
    plea: str = ""
    is_waived: bool = False


def letter_words(facts: LetterFacts, requirement: str) -> str:
    """The text of the letter, a paragraph in each line."""
    told = (_visited(facts), _merits(facts), _found(facts), _plea(facts), requirement)
    return "\n".join(filter(None, told))


def _visited(facts: LetterFacts) -> str:
    days = "、".join(dict.fromkeys(facts.days))
    return f"按照“{facts.title}”安排，{days}，我办组织督学对你单位进行了督导。"


def _merits(facts: LetterFacts) -> str:
    merits = [each.strip()[:LONGEST_MERIT].rstrip("。；") for each in facts.merits if each.strip()]
    told = "；".join(dict.fromkeys(merits[:MOST_MERITS]))
    return f"主要成绩：{told}。" if told else ""


def _found(facts: LetterFacts) -> str:
    if not facts.findings:
        return "督导结论：没有发现问题（零问题）。"
    done = facts.findings - facts.listed
    told = f"督导结论：发现问题 {facts.findings} 条"
    rest = f"，其中 {done} 条已经整改或者了结，其余" if done else "，"
    return f"{told}{rest}列在问题里。"


def _plea(facts: LetterFacts) -> str:
    if facts.is_waived:
        return "对初步意见，你单位书面表示没有意见。"
    return f"对初步意见，你单位提出申辩：{facts.plea}" if facts.plea else ""

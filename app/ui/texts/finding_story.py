"""A finding's story on the phone: what happened when, in the words that the office uses."""

from typing import NamedTuple

from domain.findings.state import missing_to_close
from domain.wire.workbook import WorkbookFinding
from domain.words import findings as words
from domain.words.values import label

STORY = "经过"
SEEN, UNSEEN = "督导室已看到", "督导室还没有看到"


class StoryLine(NamedTuple):
    """One thing that happened: on which local day (empty where nobody said), what, and more."""

    day: str
    word: str
    text: str = ""

    @property
    def said(self) -> str:
        """What happened, in one line."""
        return f"{self.word}：{self.text}" if self.text else self.word


def story(finding: WorkbookFinding) -> tuple[StoryLine, ...]:
    """Everything in the order of its days; on one day in the order of the way to closing."""
    found = [StoryLine(finding.raised_on, words.FOUND, finding.place)]
    if finding.fed_back_on:
        found.append(StoryLine(finding.fed_back_on, words.TOLD))
    if paper := finding.notice:
        parts = [paper.number, f"期限 {paper.due_on}", paper.requirement]
        said = "，".join(part for part in parts if part)
        found.append(StoryLine(paper.issued_on, label(paper.paper_kind), said))
    found += _of_the_unit(finding)
    if look := finding.follow_up:
        said = " ".join(part for part in (look.by_name, look.text) if part)
        word = words.look_word(label(look.conclusion))
        found.append(StoryLine(look.followed_up_on, word, said))
    if finding.end and finding.ended_on:
        found.append(StoryLine(finding.ended_on, label(finding.end)))
    return tuple(sorted(found, key=lambda line: line.day or finding.raised_on))


def _of_the_unit(finding: WorkbookFinding) -> list[StoryLine]:
    """What the unit said: measures, more time, what it did."""
    found = []
    if measure := finding.measure:
        said = words.measure_line(measure.text, measure.responsible, measure.due_on)
        found.append(StoryLine(measure.set_on or "", words.MEASURE, said))
    if given := finding.extension:
        found.append(StoryLine(given.decided_on, words.extension_word(given.until)))
    if reply := finding.reply:
        said = f"{reply.text}（{reply.responsible}）" if reply.responsible else reply.text
        found.append(StoryLine(reply.replied_on, words.answered(is_done=reply.is_done), said))
    return found


def still_missing(finding: WorkbookFinding) -> str:
    """What closing still wants; empty where nothing is missing, or nothing more is to be done."""
    missing = missing_to_close(finding.course)
    if not missing or not finding.state.is_open:
        return ""
    return "离销号还差：" + "；".join(label(each) for each in missing) + "。"


def seen(is_seen: bool) -> str:
    """Whether the office has seen a hazard."""
    return SEEN if is_seen else UNSEEN

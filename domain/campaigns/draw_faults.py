"""What is wrong with what somebody wants to announce of a draw (双随机), or to draw."""

from collections import Counter
from collections.abc import Iterator

from domain.campaigns.draw import DrawnTeam, draw
from domain.campaigns.faults import LEAST_IN_TEAM, CampaignFault, KnownThings
from domain.campaigns.seed import day_words, digits_of, number_words
from domain.errors import BadInput
from domain.kinds.campaign.campaign import Campaign, CampaignDraw
from domain.kinds.campaign.lots import DrawAnnounced
from domain.kinds.campaign.plan import MOST_TEAMS

MOST_BYTES = 56_000
"""An announcement is one entry, and that has 64 KiB with what else stands in it."""


def waiting(campaign: Campaign) -> CampaignDraw | None:
    """The draw that was announced last, where nothing was drawn yet."""
    last = campaign.draws[-1] if campaign.draws else None
    return last if last is not None and last.drawn is None else None


def wants_reason(campaign: Campaign) -> bool:
    """Whether a draw is announced for a stated reason only: it was before, or units are added."""
    return campaign.approved is not None or bool(campaign.draws)


def announcement_fault(
    campaign: Campaign, body: DrawAnnounced, known: KnownThings, said: tuple[str, str]
) -> CampaignFault | None:
    """What is wrong with what is to be announced, or None; ``said`` are reason and local day."""
    reason, today = said
    if wants_reason(campaign) and not reason.strip():
        return CampaignFault("reason", "方案已经批准或以前公布过抽取，这次要写明原因。")
    if body.seed_on <= today:
        words = "号码要在公布名单以后才出来，请选明天或以后的日期。"
        return CampaignFault("seed_on", words)
    if wrong := day_words(body.source, body.seed_on):
        return CampaignFault("seed_on", wrong)
    if not (body.source_words.strip() or body.source.is_named):
        return CampaignFault("source_words", "请写明是什么号码、在哪里公布。")
    return next(_of_lists(campaign, body, known), None)


def _of_lists(
    campaign: Campaign, body: DrawAnnounced, known: KnownThings
) -> Iterator[CampaignFault]:
    if campaign.approved is not None and campaign.plan.units:
        words = "方案里还有没分组的单位，请先分好组，再补充抽取。"
        yield CampaignFault("shares", words)
    units = Counter(body.units)
    if twice := next((unit for unit, times in units.items() if times > 1), None):
        yield CampaignFault("shares", f"{known.unit(twice)}在名单里出现了两次。")
    if held := next((unit for unit in campaign.plan.all_units if unit in units), None):
        yield CampaignFault("shares", f"{known.unit(held)}已经在方案里，不再参加抽取。")
    if over := next((each for each in body.shares if each.count > len(each.units)), None):
        words = f"{over.name}只有 {len(over.units)} 个单位，抽不出 {over.count} 个。"
        yield CampaignFault("shares", words)
    if body.wanted < body.teams:
        words = f"一共抽 {body.wanted} 个单位，不够 {body.teams} 个组各去一个。"
        yield CampaignFault("shares", words)
    if body.team_size < LEAST_IN_TEAM:
        words = f"条例要求每组不少于 {LEAST_IN_TEAM} 名督学。"
        yield CampaignFault("team_size", words)
    if other := next((each for each in body.people if each not in known.inspectors), None):
        yield CampaignFault("people", f"{known.person(other)}不是在职的督学，不能参加抽取。")
    yield from _of_people(body, known)
    if len(campaign.plan.teams) + body.teams > MOST_TEAMS:
        yield CampaignFault("teams", f"连方案里已有的，小组不能超过 {MOST_TEAMS} 个。")
    if len(body.model_dump_json().encode()) > MOST_BYTES:
        yield CampaignFault("shares", "名单太长，一次公布不下，请分成几次抽取。")


def _of_people(body: DrawAnnounced, known: KnownThings) -> Iterator[CampaignFault]:
    people, wanted = set(body.people), body.teams * body.team_size
    if len(people) < wanted:
        words = f"{body.teams} 个组一共要 {wanted} 人，名单里只有 {len(people)} 人。"
        yield CampaignFault("people", words)
    avoiding = Counter(each.unit for each in body.avoided)
    for unit, number in avoiding.items():
        if len(people) - number < body.team_size:
            left = len(people) - number
            words = f"能去{known.unit(unit)}的只有 {left} 人，其余都要回避，请增加人员。"
            yield CampaignFault("people", words)


def number_of(campaign: Campaign, said: tuple[str, str], today: str) -> tuple[CampaignDraw, str]:
    """The draw that waits for its number, and that number's digits.

    ``said`` are the entry that announced it, as its reader saw it, and the number as it was
    typed. BadInput (``number``) where it cannot be.
    """
    announcement, number = said
    found = waiting(campaign)
    if found is None or found.stamp.entry != announcement:
        raise BadInput("这次抽取已经重新公布或抽过，请刷新。", code="number")
    if today < found.announced.seed_on:
        words = f"号码到 {found.announced.seed_on} 才公布，那天以后再来抽。"
        raise BadInput(words, code="number")
    digits = digits_of(number)
    if wrong := number_words(found.announced.source, digits):
        raise BadInput(wrong, code="number")
    return found, digits


def drawn_by(found: CampaignDraw, digits: str) -> tuple[DrawnTeam, ...]:
    """What the announced draw gives with this number; BadInput as ``draw`` says."""
    return draw(found.announced.drawing(found.stamp.entry), digits)

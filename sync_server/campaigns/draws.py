"""Draws (双随机) of a campaign: who keeps away from which unit, and the file to repeat them by."""

from domain.campaigns.draw_file import DRAW_KINDS, DrawFile
from domain.errors import BadInput
from domain.kinds.campaign.lots import MOST_AVOIDED, AvoidedPair, DrawAnnounced
from sync_server.campaigns.desk import CampaignPage
from sync_server.campaigns.known import RegisterFacts
from sync_server.data.engine import Database
from sync_server.data.held import place_of
from sync_server.ledger.keys import LogKey
from sync_server.ledger.sealing import standing
from sync_server.register.step import Step


def kept_apart(body: DrawAnnounced, facts: RegisterFacts) -> DrawAnnounced:
    """The announcement with everybody of it whom the register keeps away from a unit of it.

    BadInput (``shares``) where they are more than one announcement can hold.
    """
    people, units = set(body.people), set(body.units)
    apart = {*facts.things.avoided, *(facts.responsible if body.keeps_apart else ())}
    found = sorted(pair for pair in apart if pair[0] in people and pair[1] in units)
    if len(found) > MOST_AVOIDED:
        raise BadInput("要回避的关系太多，一次公布不下，请分成几次抽取。", code="shares")
    pairs = tuple(AvoidedPair(person=person, unit=unit) for person, unit in found)
    return body.model_copy(update={"avoided": pairs})


def draw_file(database: Database, key: LogKey, page: CampaignPage) -> DrawFile:
    """The file by which a stranger repeats the campaign's draws, with the log's word for it.

    It ends with the last entry about a draw; there has to be one.
    """
    counted = [each for each in page.steps if each.ignored is None]
    last = max(place for place, each in enumerate(counted) if each.kind in DRAW_KINDS)
    steps = counted[: last + 1]
    places = [place_of(each.row.line) for each in steps]
    with database.reading() as transaction:
        standings = standing(transaction, places, key)
    bodies = [each.announced for each in page.campaign.draws]
    return DrawFile(
        title=page.campaign.plan.title,
        log_public_key=key.public_hex,
        lines=tuple(map(_told, steps)),
        receipts=tuple(each.sealed.receipt([each.leaf]) for each in standings.values()),
        units={unit: page.names.school(unit) for each in bodies for unit in each.units},
        people={one: page.names.person(one) for each in bodies for one in each.people},
    )


def _told(step: Step) -> str:
    """An entry as the file has it: what it says only where it is about a draw."""
    line = step.row.line
    if step.kind in DRAW_KINDS:
        return line.raw.decode()
    return f"{line.header_bytes.decode()}\t\t"

"""What stands in the tables of things that acts and uses are about."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlmodel import Session, col, select

from domain.kinds.kind import CAMPAIGN, FINDING, PAPER, VISIT
from domain.kinds.office.policy import PolicySet
from sync_server.data.campaigns.rows import of_district
from sync_server.data.chains import read_chains
from sync_server.data.own.tokens import tokens
from sync_server.data.papers.papers import numbers_of
from sync_server.data.tables import CalendarRow, FindingRow, PolicyRow
from sync_server.data.visits.rows import visits_of


class KnownThings(NamedTuple):
    """What is known of things by their codes.

    A visit's and a finding's school and day, a paper's number, whose a phone is, a policy's title,
    the name and first day of a line of the calendar, a token's name, and a campaign's title.
    """

    visits: Mapping[str, tuple[str, str]]
    findings: Mapping[str, tuple[str, str]]
    papers: Mapping[str, str]
    devices: Mapping[str, str]
    policies: Mapping[str, str]
    calendar: Mapping[str, tuple[str, str]]
    tokens: Mapping[str, str]
    campaigns: Mapping[str, str]


def known_things(
    session: Session, district: str, by_noun: Mapping[str, Sequence[str]]
) -> KnownThings:
    """What is known of the things of these codes, by their nouns."""
    visits = visits_of(session, by_noun.get(VISIT, ()))
    chains = read_chains(session.connection(), by_noun.get("device", ()))
    return KnownThings(
        visits={row.visit: (row.school_id, row.visit_on or "") for row in visits},
        findings=_findings(session, district, by_noun.get(FINDING, ())),
        papers=dict(numbers_of(session, by_noun.get(PAPER, ()))),
        devices={code: chain.account for code, chain in chains.items()},
        policies=_policies(session, district, by_noun.get("policy", ())),
        calendar=_calendar(session, district, by_noun.get("calendar", ())),
        tokens=_tokens(session, district) if by_noun.get("token") else {},
        campaigns=_campaigns(session, district) if by_noun.get(CAMPAIGN) else {},
    )


def _findings(session: Session, district: str, codes: Sequence[str]) -> dict[str, tuple[str, str]]:
    query = select(FindingRow.subject, FindingRow.school_id, FindingRow.raised_on).where(
        FindingRow.district == district, col(FindingRow.subject).in_(codes)
    )
    return {code: (school, day) for code, school, day in (session.exec(query) if codes else ())}


def _policies(session: Session, district: str, codes: Sequence[str]) -> dict[str, str]:
    ids = {code.partition("/")[0] for code in codes}
    query = select(PolicyRow.policy_id, PolicyRow.facts).where(
        PolicyRow.district == district, PolicyRow.part == 1, col(PolicyRow.policy_id).in_(ids)
    )
    found = {
        policy: PolicySet.model_validate_json(facts).title
        for policy, facts in (session.exec(query) if ids else ())
    }
    return {code: found[id_] for code in codes if (id_ := code.partition("/")[0]) in found}


def _calendar(session: Session, district: str, codes: Sequence[str]) -> dict[str, tuple[str, str]]:
    query = select(CalendarRow.calendar_id, CalendarRow.name, CalendarRow.from_on).where(
        CalendarRow.district == district, col(CalendarRow.calendar_id).in_(codes)
    )
    return {code: (name, from_on) for code, name, from_on in (session.exec(query) if codes else ())}


def _tokens(session: Session, district: str) -> dict[str, str]:
    return {row.token: row.name for row in tokens(session, district)}


def _campaigns(session: Session, district: str) -> dict[str, str]:
    return {row.campaign: row.title for row in of_district(session, district)}

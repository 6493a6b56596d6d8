"""The register as a workbook tells it.

What the tables hold as JSON goes on as it is: reading it into models took most of the time.
"""

import json
from collections.abc import Iterable, Set
from datetime import date
from typing import Any

from domain.kinds.author import INSPECTING, Role
from domain.kinds.register.district import DistrictSet
from domain.register.checklist import Theme
from domain.register.in_use import is_in_use
from domain.register.theme_plan import in_order_of_use
from sync_server.data.accounts import PersonFacts
from sync_server.data.workbook.snapshot import Register, TableRow


def content(person: PersonFacts, register: Register, mine: Set[str], today: str) -> str:
    """A `RegisterPart` as JSON for this person, who is responsible for the schools ``mine``.

    What is out of use on the local day ``today`` is told as such.
    """
    rules = _rules(person, register.rules)
    said = {
        "account": person.account,
        "name": person.name,
        "district": person.district,
        "district_name": person.district_name,
        "duty": rules.duty.model_dump(),
        "short_dwell_min": rules.short_dwell_min,
        "trail": [each.model_dump() for each in rules.trail],
        "rectify_days": rules.rectify_days.model_dump(),
        "keep_originals_days": rules.keep_originals_days,
        "schools": [_school(row, register.zones, mine, today) for row in _by_zone(register)],
        "people": list(_people(register.people, person.account, today)),
    }
    themes, checklists = _themes(register.themes, today), ",".join(register.checklists)
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return f'{text[:-1]},"themes":[{themes}],"checklists":[{checklists}]}}'


def _by_zone(register: Register) -> list[TableRow]:
    """The schools zone by zone, both as the office has them."""
    places = {zone: place for place, zone in enumerate(register.zones)}
    return sorted(register.schools, key=lambda row: places.get(row.zone, len(places)))


def _rules(person: PersonFacts, rules: str | None) -> DistrictSet:
    if rules is None:
        return DistrictSet(district=person.district, name=person.district_name)
    return DistrictSet.model_validate_json(rules)


def _school(row: Any, zones: dict[str, str], mine: Set[str], today: str) -> dict[str, Any]:
    facts = json.loads(row.facts)
    is_active = is_in_use(row, today)
    said = {
        "school_id": row.school_id,
        "name": row.name,
        "aliases": facts["aliases"],
        "initials": row.initials,
        "pinyin": row.pinyin,
        "school_kind": row.school_kind,
        "ownership": row.ownership,
        "zone": row.zone,
        "zone_name": zones.get(row.zone, row.zone),
        "town": facts["town"],
        "is_mine": is_active and row.school_id in mine,
        "is_active": is_active,
    }
    if row.lat is not None and row.lng is not None:
        said["circle"] = {"lat": row.lat, "lng": row.lng, "radius_m": float(row.radius_m)}
    return said


def _themes(themes: Iterable[str], today: str) -> str:
    """The themes in JSON, so that the first of each month is the one that is due next."""
    known = map(Theme.model_validate_json, themes)
    found = in_order_of_use(known, date.fromisoformat(today))
    return ",".join(each.model_dump_json() for each in found)


def _people(rows: Iterable[TableRow], account: str, today: str) -> Iterable[dict[str, Any]]:
    """The colleagues who can accompany a visit."""
    for row in rows:
        if is_in_use(row, today) and row.account != account and Role(row.role) in INSPECTING:
            yield {"account": row.account, "name": row.name, "zone": row.zone}

"""How the rows of the month's table are called, and in which order a reader expects them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.kinds.register.person import Post
from domain.kinds.register.school import Ownership, SchoolKind
from domain.month.duty import NOBODY
from domain.month.month import DISTRICT_WIDE, Grouping, Row
from domain.words.values import label
from sync_server.register.names import Names


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A row with its name and what a reader wants to know beside it.

    ``thing`` is the noun and code of what the register has under the row's key.
    """

    name: str
    notes: tuple[str, ...]
    row: Row
    thing: tuple[str, str] | None = None


NOTE_TITLES: dict[Grouping, tuple[str, ...]] = {
    Grouping.ZONE: (),
    Grouping.INSPECTOR: ("责任区", "专兼职"),
    Grouping.SCHOOL: ("责任区", "类别", "办学"),
}


def named_rows(
    rows: tuple[Row, ...], grouping: Grouping, names: Names, schools: Mapping[str, Any]
) -> list[NamedRow]:
    """The rows in the office's order; what concerns the whole district, or nobody, comes last.

    ``schools`` are those of the register as they were at the period's end: they stand in the
    zones that they were in. Behind what the register has comes what it has not, by its code.
    """
    tables: dict[Grouping, Mapping[str, object]] = {
        Grouping.ZONE: names.zones,
        Grouping.INSPECTOR: names.people,
        Grouping.SCHOOL: names.schools,
    }
    places = {key: place for place, key in enumerate(tables[grouping])}
    zones = {zone: place for place, zone in enumerate(names.zones)}

    def place(row: Row) -> tuple[bool, int, int, str]:
        zone = getattr(schools.get(row.key), "zone", "") if grouping is Grouping.SCHOOL else ""
        is_last = row.key in (DISTRICT_WIDE, NOBODY)
        return is_last, zones.get(zone, len(zones)), places.get(row.key, len(places)), row.key

    return [_named(row, grouping, names, schools) for row in sorted(rows, key=place)]


def _named(row: Row, grouping: Grouping, names: Names, schools: Mapping[str, Any]) -> NamedRow:
    if grouping is Grouping.ZONE:
        thing = ("zone", row.key) if row.key in names.zones else None
        return NamedRow(names.zone(row.key) or "全区（不分责任区）", (), row, thing)
    if grouping is Grouping.INSPECTOR and row.key == NOBODY:
        return NamedRow("无责任督学", ("", ""), row)
    if grouping is Grouping.INSPECTOR:
        person = names.people.get(row.key)
        zone = names.zone(person.zone) if person and person.zone else ""
        post = label(Post(person.post)) if person and person.post else ""
        thing = ("person", row.key) if person else None
        return NamedRow(names.person(row.key), (zone, post), row, thing)
    school = schools.get(row.key) or names.schools.get(row.key)
    if school is None:
        return NamedRow(row.key, ("", "未登记", ""), row)
    kind, ownership = label(SchoolKind(school.school_kind)), label(Ownership(school.ownership))
    notes = (names.zone(school.zone), kind, ownership)
    return NamedRow(school.name, notes, row, ("school", row.key))

"""Zones (责任区/片区)."""

from typing import ClassVar

from domain.kinds.author import LEADING
from domain.kinds.kind import off_visits
from domain.kinds.piece import Body, Code, Label


class ZoneSet(Body):
    """A 责任区/片区 as it now stands."""

    kind: ClassVar[str] = "zone.set"

    zone: Code
    name: Label
    is_active: bool = True


off_visits(ZoneSet, "设置责任区", LEADING)

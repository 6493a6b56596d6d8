"""Zones (责任区/片区)."""

from typing import ClassVar

from domain.kinds.author import LEADING
from domain.kinds.kind import sets
from domain.kinds.piece import Body, Code, Label


class ZoneSet(Body):
    """A 责任区/片区 as it now stands."""

    kind: ClassVar[str] = "zone.set"

    zone: Code
    name: Label
    is_active: bool = True


sets("zone", ZoneSet, "设置责任区", LEADING, lambda body: body.zone)

"""Projected tables of chains, visits and what they found."""

from sqlalchemy import BigInteger, Index, Text, UniqueConstraint, text
from sqlmodel import Field

from sync_server.data.tables.base import (
    FollowingRow,
    StandingRow,
    VisitPartRow,
    by_position,
    where_there_is,
)
from sync_server.data.tables.packed_text import PackedText

NO_DEADLINE = "9999-12-31"
"""Stands for no day: behind every other one in the order of days."""


class ChainRow(StandingRow, table=True):
    """Projected from ``chain.enrolled``, ``chain.revoked`` and the chain's own entries.

    ``tip_seq``/``tip_id`` is the end of the main branch (0 and null before the first entry).
    ``is_forked`` says that there are entries beside the main branch.
    """

    __tablename__ = "chain"

    chain: str = Field(primary_key=True, max_length=36)
    account: str = Field(max_length=64, index=True)
    role: str = Field(max_length=16)
    district: str = Field(max_length=64)
    installation: str = Field(max_length=64)
    public_key: str = Field(max_length=64)
    is_practice: bool = False
    enrolled_at: str = Field(max_length=24)
    revoked_at: str | None = Field(default=None, max_length=24)
    tip_seq: int = Field(default=0, sa_type=BigInteger)
    tip_id: str | None = Field(default=None, max_length=64)
    tip_earliest: str | None = Field(default=None, max_length=24)
    is_forked: bool = False


class VisitRow(FollowingRow, table=True):
    """Projected: one visit. ``folded`` (packed) and ``assessed`` are JSON of Visit and Assessment.

    ``is_standing`` says whether what it found stands: it counts, or it counts with another.
    ``position`` is that of its latest entry. ``submitted_at`` is the latest submission's claimed
    instant, moved into the interval in which it can have happened. Of a visit to several units
    ``school_id`` and ``zone`` are those of the first.
    """

    __tablename__ = "visit"
    __table_args__ = (
        Index("ix_visit_month", "district", "month"),
        Index("ix_visit_account", "account", "visit_on"),
        Index("ix_visit_campaign", "campaign_id"),
        # Few are merged or of a campaign: an index over all rows would be nothing but nulls.
        Index("ix_visit_merged", "merged_into", **where_there_is("merged_into")),
        Index(
            "ix_visit_of_campaigns",
            "district",
            "month",
            "campaign_id",
            "is_counted",
            **where_there_is("campaign_id"),
        ),
        # What the list can ask equal, each followed by its order: see data/visit_list.py.
        Index("ix_visit_listed", "district", "visit_on", "position"),
        Index("ix_visit_in_zone", "district", "zone", "visit_on", "position"),
        Index("ix_visit_by_account", "district", "account", "visit_on", "position"),
        Index("ix_visit_at_school", "district", "school_id", "visit_on", "position"),
        Index("ix_visit_in_state", "district", "state", "visit_on", "position"),
    )

    visit: str = Field(primary_key=True, max_length=64)
    position: int = Field(sa_type=BigInteger)
    district: str = Field(max_length=64)
    zone: str = Field(max_length=64)
    school_id: str = Field(max_length=64)
    account: str = Field(max_length=64)
    visit_type: str = Field(max_length=16)
    theme_id: str | None = Field(max_length=64)
    campaign_id: str | None = Field(max_length=64)
    state: str = Field(max_length=16)
    is_counted: bool
    is_standing: bool
    visit_on: str = Field(max_length=10)
    month: str = Field(max_length=7)
    presence: str | None = Field(default=None, max_length=16)
    grade: str | None = Field(max_length=16)
    head: str = Field(max_length=64)
    submitted_at: str | None = Field(max_length=24)
    merged_into: str | None = Field(max_length=64)
    folded: str = Field(sa_type=PackedText)
    assessed: str = Field(sa_type=Text)


class VisitMeasuresRow(VisitPartRow, table=True):
    """Projected: what a visit that counts adds to the tables of its month, at each of its units.

    Behind its place and state stands a column for each `domain.visit.tally.Measure`. The visit
    itself and who took part in it stand in the row of its first unit.
    """

    __tablename__ = "visit_measures"
    __table_args__ = (Index("ix_visit_measures", "district", "month"),)

    visit: str = Field(primary_key=True, max_length=64)
    school_id: str = Field(primary_key=True, max_length=64)
    district: str = Field(max_length=64)
    month: str = Field(max_length=7)
    account: str = Field(max_length=64)
    zone: str = Field(max_length=64)
    state: str = Field(max_length=16)
    visits: int
    school_visits: int
    inspector_visits: int
    lessons: int
    lesson_attendances: int
    lesson_plans: int
    documents: int
    meetings: int
    talks: int
    questionnaires: int
    patrols: int
    findings: int
    hazards: int
    photos: int


class VisitCreditRow(VisitPartRow, table=True):
    """Projected: what one person is credited with of a visit that counts.

    ``took_part`` is 1 for whoever led it or went along, ``lessons`` and ``attendances`` are
    those recorded and heard: all of them in the row of its first unit. ``called`` is 1 where
    having taken part counts towards the duty of the unit.
    """

    __tablename__ = "visit_credit"
    __table_args__ = (Index("ix_visit_credit", "district", "month"), {"sqlite_with_rowid": False})

    visit: str = Field(primary_key=True, max_length=64)
    account: str = Field(primary_key=True, max_length=64)
    school_id: str = Field(primary_key=True, max_length=64)
    district: str = Field(max_length=64)
    month: str = Field(max_length=7)
    visit_on: str = Field(max_length=10)
    called: int
    took_part: int
    lessons: int
    attendances: int


class VisitUnitRow(VisitPartRow, table=True):
    """Projected: a further unit that an entry of the visit ever named; usual visits have none.

    ``is_counted`` says whether it is among the units of a visit that counts, as handed in.
    """

    __tablename__ = "visit_unit"
    __table_args__ = (Index("ix_visit_unit_school", "school_id"), {"sqlite_with_rowid": False})

    visit: str = Field(primary_key=True, max_length=64)
    school_id: str = Field(primary_key=True, max_length=64)
    district: str = Field(max_length=64)
    is_counted: bool


class VisitFlagRow(VisitPartRow, table=True):
    """Projected: one flag of a visit, for filtering; its facts are in ``assessed``.

    ``code`` ends in ``.explained`` where the office has explained such a flag of it.
    The other columns are those of the visit by which the list is narrowed first and ordered.
    """

    __tablename__ = "visit_flag"
    __table_args__ = (Index("ix_visit_flag_listed", "district", "code", "visit_on", "position"),)

    visit: str = Field(primary_key=True, max_length=64)
    code: str = Field(primary_key=True, max_length=32)
    district: str = Field(max_length=64)
    visit_on: str = Field(max_length=10)
    position: int = Field(sa_type=BigInteger)


class VisitWaitingRow(VisitPartRow, table=True):
    """Projected: a visit that waits for the office's verdict.

    ``rank`` is 0 where one of its flags asks to be looked at and 1 otherwise, ``position`` that
    of its latest submission: by both, in this order, it stands in the queue. ``people`` are the
    accounts that had a part in it, each between commas.
    """

    __tablename__ = "visit_waiting"
    __table_args__ = (Index("ix_visit_waiting", "district", "rank", "position"),)

    visit: str = Field(primary_key=True, max_length=64)
    district: str = Field(max_length=64)
    rank: int
    position: int = Field(sa_type=BigInteger)
    zone: str = Field(max_length=64)
    account: str = Field(max_length=64)
    school_id: str = Field(max_length=64)
    people: str = Field(sa_type=Text)


class VisitCountRow(FollowingRow, table=True):
    """Projected: how many visits have these values, and how many of them are in the counts.

    A visit is in one row with an empty ``code``, and in one more for each of its flags.
    """

    __tablename__ = "visit_count"
    __table_args__ = ({"sqlite_with_rowid": False},)

    district: str = Field(primary_key=True, max_length=64)
    code: str = Field(primary_key=True, max_length=32)
    state: str = Field(primary_key=True, max_length=16)
    month: str = Field(primary_key=True, max_length=7)
    zone: str = Field(primary_key=True, max_length=64)
    account: str = Field(primary_key=True, max_length=64)
    school_id: str = Field(primary_key=True, max_length=64)
    visits: int
    counted: int


class VisitPhotoRow(VisitPartRow, table=True):
    """Projected: one photo of a visit, under the position of its ``photo.taken``.

    ``chain`` is the one that took it, ``size_bytes`` what its file was announced to have,
    ``height`` and ``band_px`` its pixels, ``check_code`` what its band shows.
    ``finding_id`` is the finding it is evidence for, raised or followed up on this visit.
    It ``is_after`` where it shows how that looked once it was put right.
    ``is_awaited`` says that its file is not here and was not set aside.
    """

    __tablename__ = "visit_photo"
    __table_args__ = (
        UniqueConstraint("visit", "photo_id"),
        # Nearly all have come, so that this holds a few.
        Index(
            "ix_visit_photo_awaited",
            "district",
            "chain",
            sqlite_where=text("is_awaited IS 1"),
            postgresql_where=text("is_awaited IS true"),
        ),
    )

    position: int = Field(sa_column=by_position())
    visit: str = Field(max_length=64)
    photo_id: str = Field(max_length=64)
    sha256: str = Field(max_length=64, index=True)
    original_sha256: str = Field(max_length=64, index=True)
    chain: str = Field(max_length=36)
    size_bytes: int
    band_px: int
    height: int
    check_code: str = Field(max_length=64, index=True)
    district: str = Field(max_length=64)
    finding_id: str | None = Field(default=None, max_length=64)
    is_after: bool = False
    is_withdrawn: bool = False
    is_awaited: bool = False


class FindingRow(VisitPartRow, table=True):
    """Projected: one finding of a visit, or one that the office entered: its ``visit`` is itself.

    ``subject`` is its own id, ``entry`` the newest word on it, at ``position``. ``zone`` and
    ``account`` are its unit's and of who led the visit. ``told_on`` is the day on which the record
    says that the unit was told of it. ``is_unseen`` says that the office has still to look at a
    hazard (`domain/review/hazard.py`). How it stands, with what is said of it elsewhere, is kept by
    `sync_server/data/findings/standing.py`: ``state`` is a `FindingState`, ``is_open`` says that it
    is open on a visit that stands, ``wants_paper`` that the office has still to write about it,
    ``deadline`` is by when the office decided last that it is to be put right, or else the day
    proposed (``NO_DEADLINE`` without either), ``turn`` the same behind a 0 for hazards, which come
    first, and a 1 for all else, ``replied_on`` when the unit said last that it is, ``ended_on``
    when the office ended it. What was carried over (期初) keeps its old paper's ``number`` and day.
    """

    __tablename__ = "finding"
    __table_args__ = (
        # What lists ask equal, each followed by their order: see data/findings/listing.py.
        Index("ix_finding_listed", "district", "is_standing", "raised_on", "position"),
        Index("ix_finding_at_school", "district", "school_id", "raised_on", "position"),
        Index("ix_finding_in_zone", "district", "zone", "raised_on", "position"),
        Index("ix_finding_by_account", "district", "account", "raised_on", "position"),
        Index("ix_finding_in_state", "district", "state", "raised_on", "position"),
        Index("ix_finding_ended", "district", "ended_on", "state"),
        Index("ix_finding_subject", "subject"),
        Index("ix_finding_due", "district", "is_open", "turn", "position", "state", "deadline"),
        Index("ix_finding_unseen", "district", "is_unseen", "is_noticed", "raised_on", "position"),
        Index("ix_finding_waiting", "district", "wants_paper", "school_id", "is_hazard"),
    )

    visit: str = Field(primary_key=True, max_length=64)
    finding_id: str = Field(primary_key=True, max_length=64)
    subject: str = Field(max_length=64)
    entry: str = Field(max_length=64)
    position: int = Field(sa_type=BigInteger)
    district: str = Field(max_length=64)
    zone: str = Field(max_length=64)
    school_id: str = Field(max_length=64)
    account: str = Field(max_length=64)
    category: str = Field(max_length=32)
    severity: str = Field(max_length=16)
    is_hazard: bool
    is_fixed_on_spot: bool
    raised_on: str = Field(max_length=10)
    due_on: str | None = Field(max_length=10)
    told_on: str | None = Field(max_length=10)
    is_pictured_after: bool
    source: str = Field(max_length=16)
    owner: str = Field(max_length=16)
    owner_name: str = Field(sa_type=Text)
    is_standing: bool
    is_unseen: bool
    is_noticed: bool
    wants_paper: bool
    state: str = Field(max_length=16)
    is_open: bool
    deadline: str = Field(max_length=10)
    turn: str = Field(max_length=11)
    replied_on: str | None = Field(max_length=10)
    ended_on: str | None = Field(max_length=10)
    text: str = Field(sa_type=Text)
    place: str = Field(sa_type=Text)
    suggestion: str = Field(sa_type=Text)
    responsible: str = Field(sa_type=Text)
    recurs: str | None = Field(max_length=64)
    is_carried_over: bool
    number: str = Field(sa_type=Text)
    noticed_on: str | None = Field(max_length=10)

    @property
    def is_of_visit(self) -> bool:
        """Whether a visit raised it; what the office entered is its own beginning."""
        return self.visit != self.subject


class FindingCourseRow(FollowingRow, table=True):
    """Projected: what the office and the unit said of a finding. ``folded`` is JSON of Course.

    ``position`` is that of its latest entry. The days are None where nothing of the sort was
    said; ``extended_until`` stands where the office gave more time, by ``extension_decided_on``.
    ``replied_at`` is the moment of the reply, where it was given on its day.
    """

    __tablename__ = "finding_course"
    __table_args__ = (Index("ix_finding_course_finding", "visit", "finding_id"),)

    finding: str = Field(primary_key=True, max_length=64)
    position: int = Field(sa_type=BigInteger)
    district: str = Field(max_length=64)
    visit: str = Field(max_length=64)
    finding_id: str = Field(max_length=64)
    fed_back_on: str | None = Field(max_length=10)
    measure_due_on: str | None = Field(max_length=10)
    replied_on: str | None = Field(max_length=10)
    replied_at: str | None = Field(max_length=24)
    asks_until: str | None = Field(max_length=10)
    extension_decided_on: str | None = Field(max_length=10)
    extended_until: str | None = Field(max_length=10)
    end: str | None = Field(max_length=16)
    ended_on: str | None = Field(max_length=10)
    folded: str = Field(sa_type=Text)


class FollowUpRow(VisitPartRow, table=True):
    """Projected: what a visit found of a finding that an earlier visit raised.

    ``position`` is that of the visit's newest word on it, ``followed_up_at`` when (`moment_on`).
    """

    __tablename__ = "follow_up"
    __table_args__ = (Index("ix_follow_up_finding", "finding_visit", "finding_id"),)

    visit: str = Field(primary_key=True, max_length=64)
    finding_id: str = Field(primary_key=True, max_length=64)
    finding_visit: str = Field(max_length=64)
    district: str = Field(max_length=64)
    school_id: str = Field(max_length=64)
    account: str = Field(max_length=64)
    position: int = Field(sa_type=BigInteger)
    conclusion: str = Field(max_length=16)
    followed_up_on: str = Field(max_length=10)
    followed_up_at: str = Field(max_length=24)
    due_on: str | None = Field(max_length=10)
    text: str = Field(sa_type=Text)

"""The rows of trainings and counted activities: themselves, who took part, and where."""

from collections.abc import Sequence
from datetime import date

from domain.clock import month_of
from domain.kinds.office.activity import ActivityRecorded
from domain.kinds.office.training import TrainingRecorded
from sync_server.data.tables import ActivityPersonRow, ActivityRow, ActivityUnitRow

TRAINING = "training"


def training_row(district: str, body: TrainingRecorded) -> ActivityRow:
    """The training itself."""
    called = (body.training_id, TRAINING, body.mode.value)
    return _row(district, body, called, (1, body.attendances))


def activity_row(district: str, body: ActivityRecorded) -> ActivityRow:
    """The activity itself."""
    sort = body.activity_type.value
    called = (body.activity_id, sort, sort)
    return _row(district, body, called, (body.sessions, body.attendances))


def person_rows(district: str, body: TrainingRecorded) -> Sequence[ActivityPersonRow]:
    """Who took part in the training, each with its hours; nobody in one that was withdrawn."""
    accounts = () if body.is_withdrawn else dict.fromkeys(body.inspectors)
    return [
        ActivityPersonRow(
            district=district,
            activity_id=body.training_id,
            account=account,
            held_on=body.held_on,
            mode=body.mode.value,
            hours=body.hours,
        )
        for account in accounts
    ]


def unit_rows(district: str, body: ActivityRecorded) -> Sequence[ActivityUnitRow]:
    """Where the activity was held; nowhere, once it was withdrawn."""
    schools = () if body.is_withdrawn else dict.fromkeys(body.schools)
    return [
        ActivityUnitRow(district=district, activity_id=body.activity_id, school_id=school)
        for school in schools
    ]


def _row(
    district: str,
    body: TrainingRecorded | ActivityRecorded,
    called: tuple[str, str, str],
    counted: tuple[int, int],
) -> ActivityRow:
    return ActivityRow(
        district=district,
        activity_id=called[0],
        kind=called[1],
        sort=called[2],
        sessions=counted[0],
        attendances=counted[1],
        held_on=body.held_on,
        month=month_of(date.fromisoformat(body.held_on)),
        title=body.title,
        zone=body.zone,
        is_standing=not body.is_withdrawn,
        facts=body.model_dump_json(),
    )

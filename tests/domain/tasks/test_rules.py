"""What is late of a task, how many have done it, and which days a task may have."""

import pytest

from domain.kinds.task.steps import TaskState
from domain.tasks.rules import (
    Standing,
    TaskCounts,
    TaskFault,
    TaskLate,
    TaskWaits,
    counts_of,
    days_fault,
    waits_of,
)

RECEIVE_BY, DUE_ON = "2026-05-16", "2026-05-20"


def standing(state: TaskState) -> Standing:
    return Standing(state, RECEIVE_BY, DUE_ON)


@pytest.mark.parametrize(
    ("state", "today", "late"),
    [
        (TaskState.GIVEN, RECEIVE_BY, None),
        (TaskState.GIVEN, "2026-05-17", TaskLate.RECEIPT),
        (TaskState.RECEIVED, "2026-05-17", None),
        (TaskState.GIVEN, "2026-05-21", TaskLate.REPORT),
        (TaskState.RECEIVED, DUE_ON, None),
        (TaskState.RECEIVED, "2026-05-21", TaskLate.REPORT),
        (TaskState.RETURNED, "2026-05-21", TaskLate.REPORT),
        *((each, "2026-06-30", None) for each in (TaskState.REPORTED, TaskState.CLOSED)),
        *((each, "2026-06-30", None) for each in (TaskState.REMOVED, TaskState.WITHDRAWN)),
    ],
)
def test_a_receipt_is_late_behind_its_day_and_a_report_behind_its_own(state, today, late):
    assert standing(state).late(today) is late


def test_counts_leave_out_from_whom_it_was_taken():
    states = (*TaskState, TaskState.GIVEN, TaskState.CLOSED)
    found = counts_of(map(standing, states), "2026-05-17")
    assert found == TaskCounts(
        asked=7, given=2, reported=1, returned=1, closed=2, late_receipts=2, late_reports=0
    )
    assert (found.received, found.is_settled) == (5, False)
    assert counts_of(map(standing, states), "2026-05-21").late_reports == 4


def test_a_task_is_settled_when_all_have_done_it_or_nobody_is_asked():
    for states in ((TaskState.CLOSED, TaskState.REMOVED), (TaskState.WITHDRAWN,)):
        assert counts_of(map(standing, states), DUE_ON).is_settled


def test_what_waits_is_what_is_late_and_what_was_reported():
    found = [standing(each) for each in (*TaskState, TaskState.GIVEN)]
    assert waits_of(found, "2026-05-17") == TaskWaits(receipts=2, reports=0, reported=1)
    assert waits_of(found, "2026-05-21") == TaskWaits(receipts=0, reports=4, reported=1)


@pytest.mark.parametrize(
    ("receive_by", "due_on", "fault"),
    [
        ("2026-05-14", "2026-05-14", None),
        ("2026-05-13", DUE_ON, "receive_by"),
        ("2026-05-21", DUE_ON, "due_on"),
    ],
)
def test_a_task_is_received_no_earlier_than_today_and_done_no_earlier_than_received(
    receive_by, due_on, fault
):
    found: TaskFault | None = days_fault(receive_by, due_on, "2026-05-14")
    assert (found.field if found else None) == fault

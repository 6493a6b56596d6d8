"""A visit keeps the checklist version it began with, whatever the office changes later."""

import pytest

from app.store import checklists
from tests.builders.phone import Handset
from tests.builders.register import a_checklist, a_workbook


def put(handset: Handset, account: str, *versions: int) -> None:
    """A workbook arrives with May's checklist in these versions."""
    store = handset.phone.accounts._store
    found = tuple(a_checklist(version) for version in versions)
    with store.database.write() as transaction:
        store.workbooks.put(transaction, account, a_workbook(checklists=found))


@pytest.fixture
def begun(enrolled, at_work):
    """A visit begun under version 1."""
    put(enrolled, "chen.jing", 1)
    return at_work.visits.open_visit("school-1", theme_id="may")


def test_visit_keeps_its_version_when_a_newer_one_comes(enrolled, at_work, begun):
    put(enrolled, "chen.jing", 2)
    view = at_work.visits.visit(begun)
    assert view.checklist.version == view.visit.checklist.version == 1
    later = at_work.visits.open_visit("school-1", theme_id="may")
    assert at_work.visits.visit(later).checklist.version == 2


def test_version_held_before_checklists_were_kept_is_not_lost(enrolled, at_work, begun):
    store = enrolled.phone.accounts._store
    with store.database.write() as transaction:
        transaction.connection().exec_driver_sql("DELETE FROM checklist")
    put(enrolled, "chen.jing", 2)
    assert at_work.visits.visit(begun).checklist.version == 1


def test_version_that_never_came_is_shown_by_the_newest(enrolled, at_work, begun):
    put(enrolled, "chen.jing", 2, 3)
    store = enrolled.phone.accounts._store
    with store.database.write() as transaction:
        transaction.connection().exec_driver_sql("DELETE FROM checklist WHERE version = 1")
    view = at_work.visits.visit(begun)
    assert (view.visit.checklist.version, view.checklist.version) == (1, 3)


def test_each_account_keeps_its_own(enrolled):
    put(enrolled, "chen.jing", 1)
    store = enrolled.phone.accounts._store
    with store.database.read() as transaction:
        assert checklists.get(transaction, "chen.jing", "may", 1) == a_checklist(1)
        assert checklists.get(transaction, "wang.fang", "may", 1) is None
        assert checklists.get(transaction, "chen.jing", "may", 2) is None

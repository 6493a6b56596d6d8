"""What one tap costs the phone: counted in transactions and in readings of the whole visit."""

import asyncio
from collections import Counter
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from app.store.trails import Trails
from app.ui.screens.visit.checklist.answer import set_answer
from app.ui.state.visit_controller import VisitController
from domain.visit.visit import Visit

ANSWERED = 20


@pytest.fixture
def controller(visits, visit_id) -> VisitController:
    """A visit with many answers on the screen, all of them still to be sent."""
    for number in range(ANSWERED):
        visits.record_answer(visit_id, f"free-{number}", "yes")
    made = VisitController(visits, visit_id, lambda: None)
    asyncio.run(made.load())
    return made


@contextmanager
def counted(controller: VisitController, monkeypatch: pytest.MonkeyPatch):
    """Counts the transactions begun and the whole visits read meanwhile."""
    counts: Counter[str] = Counter()
    parse, held = Visit.model_validate_json, Trails.held

    def counting(name, done):
        def count(*args, **named):
            counts[name] += 1
            return done(*args, **named)

        return count

    def begun(_connection) -> None:
        counts["transactions"] += 1

    engine = controller.visits._recorder.store.database._engine
    event.listen(engine, "begin", begun)
    with monkeypatch.context() as watched:
        watched.setattr(Visit, "model_validate_json", counting("visits read", parse))
        watched.setattr(Trails, "held", counting("visits read", held))
        yield counts
    event.remove(engine, "begin", begun)


def test_tap_on_an_answer_takes_few_transactions_and_reads_the_visit_once(controller, monkeypatch):
    items = controller.visits.visit(controller.visit_id).checklist.all_items
    item = next(each for each in items if each.kind == "yes_no")
    with counted(controller, monkeypatch) as counts:
        asyncio.run(set_answer(controller, item, "no"))
    assert controller.state.view.visit.answers[item.item_id].value == "no"
    assert counts["visits read"] == 1
    assert counts["transactions"] <= 5

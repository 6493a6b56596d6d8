"""What was found at one unit of the closed loop is looked for at all others (举一反三)."""

from datetime import date, timedelta

from starlette.testclient import TestClient

from domain.kinds.finding.similar_check import SimilarOutcome
from sync_server.data.findings import similar as rows
from tests.builders.at_door import Visitor
from tests.builders.closed_loop import ClosedLoop, Unit
from tests.builders.similar import an_answer

SAID = {"title": "灭火器过期", "text": "逐具查有效期和压力。"}


def send_to_all(loop: ClosedLoop, unit: Unit, due_on: date) -> str:
    """The supervisor asks every other unit from the page of the unit's first finding; its page."""
    page = f"{loop.page_of(unit.to_mend[0])}/similar"
    sent = loop.supervisor.fill(
        page, "/similar/send", **SAID, due_on=due_on.isoformat(), kinds="primary\ntraining"
    )
    assert sent.status_code == 303, sent.text
    return str(sent.headers["location"].partition("?")[0])


def asked_units(loop: ClosedLoop, check: str) -> list[str]:
    """The units that a check was sent to."""
    with loop.server.database.session() as session:
        found = rows.units_of(session, [check.rpartition("/")[2]])
    return [each.school_id for each in found]


def answer_at_door(loop: ClosedLoop, check: str, school_id: str) -> None:
    """The unit comes in by a link and answers on its page."""
    door = f"/schools/{school_id}/door"
    until = (loop.today + timedelta(days=30)).isoformat()
    made = loop.supervisor.fill(door, f"{door}/links", until_on=until)
    slip = loop.supervisor.page(made.headers["location"])
    link = slip[slip.index("/door/enter?link=") :].partition('"')[0].partition("<")[0]
    app = loop.supervisor.client.app
    guest = Visitor(TestClient(app, "http://duji.test", raise_server_exceptions=False))
    assert guest.get(link).headers["location"] == "/door"
    said = {"outcome": "clear", "looked": "查了 12 具。", "name": "何校长"}
    page = f"/door/similar/{check.rpartition('/')[2]}"
    assert guest.fill(page, "/door/similar", None, **said).status_code == 303


def answer_all(loop: ClosedLoop, check: str, units: list[str]) -> None:
    """These answer at their doors, as the server writes it down; every third had the problem."""
    for place, each in enumerate(units):
        outcome = SimilarOutcome.CLEAR if place % 3 else SimilarOutcome.CORRECTED
        entry = an_answer(check.rpartition("/")[2], each, outcome)
        loop.server.committer.write("system", [entry], "wanshan")

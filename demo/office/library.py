"""The policy library in use: a file beside a paper, and who has read it."""

import io
from collections.abc import Sequence

from docx import Document

from demo.dice import dice
from demo.region import DISTRICT, SUPERVISOR
from demo.tasks import papers
from domain.clock import local_date
from domain.kinds.office.policy import PolicyRead, PolicySet
from sync_server.access.viewer import Viewer
from sync_server.data.accounts import person
from sync_server.data.policies import parts
from sync_server.ledger.append import OfficeEntry
from sync_server.office.commands import Office
from sync_server.policies.desk import Attaching, PolicyDesk
from sync_server.server import Server

_READERS_OF_TEN = 7


def supervisor(server: Server) -> Viewer:
    """Who leads the demo's office."""
    with server.database.session() as session:
        found = person(session, SUPERVISOR[0], local_date(server.clock()).isoformat())
    if found is None:
        raise LookupError("the demo has no supervisor")
    return Viewer(found)


def file_papers(server: Server) -> None:
    """Put the signed paper beside its text, as the supervisor does."""
    office, viewer = Office(server.database, server.committer), supervisor(server)
    desk = PolicyDesk(server.database, server.clock, server.policies)

    def write(entries: Sequence[OfficeEntry]) -> object:
        return office.set_register(viewer.account, entries)

    for each in papers(local_date(server.clock())):
        to = Attaching(each.policy_id, desk.seen(viewer, each.policy_id))
        desk.attach(viewer, write, f"{each.title}.docx", _word_file(each), to)


def read_by(server: Server, account: str) -> PolicyRead | None:
    """What the inspector has read to its end when the year begins; None for some of them."""
    if dice("reads", account).randint(1, 10) > _READERS_OF_TEN:
        return None
    with server.database.session() as session:
        found = [each for each in parts(session, DISTRICT) if each[0].must_be_read]
    hashes = tuple(sha256 for _, sha256 in found)
    return PolicyRead(policy_id=found[0][0].policy_id, sha256=hashes)


def _word_file(paper: PolicySet) -> bytes:
    """A Word file of the paper as an office has it."""
    document = Document()
    document.add_heading(paper.title, 1)
    for section in paper.sections:
        document.add_heading(section.heading, 2)
        document.add_paragraph(section.text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()

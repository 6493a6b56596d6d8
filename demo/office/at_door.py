"""What the demo's units and parents have at the door: links, messages, an opinion, and a pass."""

from collections.abc import Sequence
from datetime import timedelta

from demo.agenda import responsible
from demo.office.library import supervisor
from demo.plan import YearShape
from demo.region import DISTRICT, SUPERVISOR, Inspector, inspectors
from domain.clock import local_date
from domain.ids import uuid7
from domain.kinds.office.entry_pass import EntryPassSet
from domain.kinds.office.message import MessageAbout, MessagePrivate
from domain.kinds.register.service_notice import ServiceNoticeSet
from sync_server.access.viewer import Viewer
from sync_server.data.accounts import person
from sync_server.data.subjects import subject_called
from sync_server.door.cards import Cards
from sync_server.door.codes import DoorCodes
from sync_server.door.entering import Unit
from sync_server.door.keys import DoorKeys, SeenSchool
from sync_server.door.messages import Messages
from sync_server.door.opinions import Opinion, Opinions
from sync_server.ledger.append import NEW, OfficeEntry
from sync_server.office.commands import Office
from sync_server.server import Server

OPEN_DAYS = 120
LETTERS = (
    (MessageAbout.SAFETY, "放学时校门口车停成两排，孩子从车缝里穿过去，能不能有人管一管。"),
    (MessageAbout.WORKLOAD, "四年级最近每天作业写到九点半，周末也有卷子。"),
    (MessageAbout.FEES, "班里说要统一订练习册，一学期两百多元，是不是自愿的？"),
)
"""One is passed to the unit's inspector, one answered, and one has just come."""
OPINION = "督导记录里的照片能不能不拍到学生的脸？"
"""What somebody thinks of the office's own work; it has just come."""
ASKS = "请到校了解一次，看看实际情况，和学校商量怎么办。"
FOUND = "看了三个班的作业登记本，和年级组谈过，从本周起由年级组统筹总量。"
ACCEPTED = "已收到，我们会尽快了解。"
CLOSED = "已和学校核实，年级组每天统筹作业总量，周末不再发卷子。谢谢您告诉我们。"


def open_doors(server: Server, shape: YearShape) -> None:
    """The first inspector's schools at the door today, and a pass for a visit of theirs."""
    office = Office(server.database, server.committer)
    first = inspectors()[0]
    school_ids = [each.school_id for each in responsible(first, shape)]
    _give_links(server, office, school_ids)
    _write_letters(server, office, first, school_ids[0])
    _say_how_it_was(server, school_ids)
    body = EntryPassSet(
        pass_id=uuid7(),
        school_id=school_ids[0],
        account=first.account,
        valid_on=local_date(server.clock()).isoformat(),
        basis="随访督导",
    )
    notice = ServiceNoticeSet(
        district=DISTRICT,
        retention="督导记录长期保存；照片按档案规定保存十年。",
        complaints="区教育督导室，工作日 8:30—17:30（演示）",
    )
    entries = [OfficeEntry(each, expects=NEW) for each in (body, notice)]
    office.set_register(SUPERVISOR[0], entries)


def _give_links(server: Server, office: Office, school_ids: Sequence[str]) -> None:
    keys = DoorKeys(office, server.clock)
    until = local_date(server.clock()) + timedelta(days=OPEN_DAYS)
    for school_id in school_ids:
        with server.database.session() as session:
            row = subject_called(session.connection(), DISTRICT, "school", school_id)
        if row is not None:
            seen = SeenSchool(school_id, row.version)
            keys.make_link(SUPERVISOR[0], seen, until, "发给分管副校长")


def _write_letters(server: Server, office: Office, first: Inspector, school_id: str) -> None:
    cards = Cards(server.database, server.clock, DoorCodes(server.log_key.private_bytes()))
    messages = Messages(server.database, office, server.clock, cards)
    lead, card = supervisor(server), cards.of_unit(DISTRICT, school_id)
    for about, text in LETTERS:
        messages.send(card, about, MessagePrivate(text=text))
    messages.send_to_office(DISTRICT, MessagePrivate(text=OPINION))
    by_about = {each.message.about: each.row.message for each in messages.listed(lead)}

    def seen(message: str) -> str:
        return messages.page(lead, message).message.version

    passed, answered, _ = (by_about[about] for about, _ in LETTERS)
    for message in (passed, answered):
        messages.accept(lead, message, seen(message), ACCEPTED)
        messages.pass_on(lead, message, seen(message), (first.account, ASKS))
    messages.report(_viewer(server, first), answered, seen(answered), FOUND)
    messages.close(lead, answered, seen(answered), CLOSED)


def _say_how_it_was(server: Server, school_ids: Sequence[str]) -> None:
    """Every unit of theirs says how its last visit was, where there was one lately."""
    opinions = Opinions(server.database, server.committer, server.clock)
    for school_id in school_ids:
        unit = Unit(DISTRICT, "", school_id, "")
        for visit in opinions.visits(unit)[:1]:
            said = Opinion(False, False, True, "指出的问题很具体，希望多来听课。")
            opinions.give(unit, visit.visit, said)


def _viewer(server: Server, inspector: Inspector) -> Viewer:
    with server.database.session() as session:
        found = person(session, inspector.account, local_date(server.clock()).isoformat())
    if found is None:
        raise LookupError(f"the demo has no {inspector.account}")
    return Viewer(found)

"""A visit from phone to office and back, whatever the network does."""

import gzip
import threading
from io import BytesIO

import pytest
from PIL import Image

from app.account.session import AccountSession
from app.store import chains, lines
from app.sync.link import Link
from app.sync.push import delivery_of
from domain.clock import local_date
from domain.errors import Conflict, NotSignedIn
from domain.kinds.arrival import PhotosSeen
from domain.kinds.visit.builder import State
from domain.kinds.visit.photo import PhotoSource
from domain.kinds.visit.record import NoteSection
from domain.trail.delivery import read_delivery
from domain.visit.custody import Hand
from domain.wire.messages import PushAnswer
from tests.builders.handset import NOON
from tests.builders.logged import logged_since
from tests.builders.phone import AT_SCHOOL, Handset
from tests.builders.real_server import CutNetwork, Running

TODAY = local_date(NOON)


def noise(width: int) -> bytes:
    """A picture that does not compress well."""
    out = BytesIO()
    Image.effect_noise((width, width), 90).convert("RGB").save(out, "JPEG", quality=95)
    return out.getvalue()


def recorded(phone: AccountSession) -> str:
    """A submitted visit with a note."""
    visit_id = phone.visits.open_visit("school-1")
    phone.visits.check_in(visit_id, AT_SCHOOL)
    phone.visits.record_note(visit_id, NoteSection.RECORD, "查看食堂")
    phone.visits.submit(visit_id, has_no_problem=True)
    return visit_id


def log_size(office: Running) -> int:
    """How many entries the server's log holds, but what it says by itself of looking at photos."""
    kinds = [each.line.header.kind for each in logged_since(office.server.database)]
    return len(kinds) - kinds.count(PhotosSeen.kind)


def test_code_is_good_once(office: Running, handset: Handset, tmp_path, network):
    code = office.server.accounts.issue_code("wang.fang")
    other = Handset(tmp_path / "other", transport=network)
    with pytest.raises(NotSignedIn, match="登录码"):
        other.phone.accounts.enrol(office.url, "wang.fang", code="wrong-code")
    facts = other.phone.accounts.enrol(office.url, "wang.fang", code=code)
    assert (facts.name, facts.district_name) == ("王芳", "万山区")
    third = Handset(tmp_path / "third", transport=network)
    with pytest.raises(NotSignedIn):
        third.phone.accounts.enrol(office.url, "wang.fang", code=code)
    other.phone.close()
    third.phone.close()


def test_visit_arrives_and_the_workbook_comes_back(office: Running, phone: AccountSession):
    visit_id = recorded(phone)
    outcome = phone.sync.run()
    assert (outcome.problem, outcome.entries_sent, outcome.has_new_workbook) == (None, 5, True)
    workbook = phone.workbook()
    assert workbook is not None
    assert [school.school_id for school in workbook.schools if school.is_mine] == [
        "school-1",
        "school-2",
    ]
    (seen,) = workbook.visits
    assert (seen.visit, seen.state) == (visit_id, State.SUBMITTED)
    again = phone.sync.run()
    assert (again.entries_sent, again.has_new_workbook) == (0, False)


def test_lost_answer_changes_nothing(office: Running, phone: AccountSession, network: CutNetwork):
    recorded(phone)
    network.deaf.add(len(network.sent))
    assert phone.sync.run().code == "offline"
    size = log_size(office)
    assert phone.sync.state().unsent_entries == 5
    assert phone.sync.run().entries_sent == 5
    assert log_size(office) == size


def test_eight_racing_pushes_of_one_delivery_all_succeed(
    office: Running, phone: AccountSession, network: CutNetwork
):
    visit_id = recorded(phone)
    before = log_size(office)
    link, body = same_delivery(phone, network)
    answers: list[PushAnswer] = []

    def push() -> None:
        headers = {"Content-Type": "application/x-ndjson", "Content-Encoding": "gzip"}
        answers.append(link.ask("POST", "/api/v1/trail", body, headers).read(PushAnswer))

    racers = [threading.Thread(target=push) for _ in range(8)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert log_size(office) == before + 5
    assert len(answers) == 8
    assert all(answer.receipts == answers[0].receipts for answer in answers)
    ids = [line.id for line in read_delivery(gzip.decompress(body)).lines]
    assert visit_id in answers[0].leaves(ids)
    assert phone.sync.run().entries_sent == 5
    assert log_size(office) == before + 5


def same_delivery(phone: AccountSession, network: CutNetwork) -> tuple[Link, bytes]:
    """The bytes of one delivery of everything unsent, and the way to bring them."""
    store, device = phone.sync._store, phone.sync._device
    with store.database.read() as transaction:
        row = chains.current_chain(transaction, "chen.jing")
        batch = lines.unsent(transaction, "chen.jing", 100, with_refused=False)
    assert row is not None
    link = Link(store, device, network, row, lambda *_: None)
    return link, gzip.compress(delivery_of(link, batch))


@pytest.mark.usefixtures("font")
def test_photo_resumes_after_a_cut(office: Running, phone: AccountSession, network: CutNetwork):
    visit_id = recorded(phone)
    phone.visits.amend(visit_id, "补照片")
    facts = phone.visits.take_photo(visit_id, noise(1500), PhotoSource.CAMERA, AT_SCHOOL)
    size = facts.path.stat().st_size
    began = len(network.sent)
    network.deaf.add(began + 4)
    assert phone.sync.run().code == "offline"
    methods = [each.method for each in network.sent[began:]]
    assert methods == ["POST", "GET", "HEAD", "PATCH", "PATCH"]
    cut_at = len(network.sent)
    outcome = phone.sync.run()
    assert (outcome.problem, outcome.photos_sent) == (None, 1)
    assert network.bytes_sent("PATCH", cut_at) < size
    assert office.server.photo_store.path(facts.sha256).read_bytes() == facts.path.read_bytes()
    workbook = phone.workbook()
    assert workbook is not None
    assert [(each.photos_received, each.photos_total) for each in workbook.visits] == [(1, 1)]


@pytest.mark.usefixtures("font")
def test_small_photo_goes_in_one_request(
    office: Running, phone: AccountSession, network: CutNetwork
):
    visit_id = phone.visits.open_visit("school-1")
    facts = phone.visits.take_photo(visit_id, noise(300), PhotoSource.ALBUM, None)
    assert phone.sync.run().photos_sent == 1
    assert [each.method for each in network.sent if facts.sha256 in each.path] == ["HEAD", "PUT"]


def test_returned_visit_is_amended_and_approved(office: Running, phone: AccountSession):
    visit_id = recorded(phone)
    phone.sync.run()
    seen = phone.visits.visit(visit_id).visit.version
    verbs = office_verbs(office)
    verbs.return_visit("li.zhuren", visit_id, seen, "请写明留样情况")
    phone.sync.run()
    (returned,) = phone.month(TODAY).returned
    assert returned.review is not None
    assert (returned.review.text, returned.review.by_name) == ("请写明留样情况", "李主任")
    assert phone.visits.visit(visit_id).visit.state is State.RETURNED
    phone.visits.amend(visit_id, "补写留样")
    phone.visits.record_note(visit_id, NoteSection.RECORD, "查看食堂，留样齐全")
    seen = phone.visits.submit(visit_id, has_no_problem=True).version
    phone.sync.run()
    verbs.approve_visit("li.zhuren", visit_id, seen)
    phone.sync.run()
    assert phone.visits.visit(visit_id).visit.state is State.APPROVED
    assert phone.month(TODAY).returned == ()


def office_verbs(office: Running):
    """What the office can do."""
    from sync_server.office.commands import Office

    return Office(office.server.database, office.server.committer)


@pytest.fixture
def second(office: Running, network: CutNetwork, tmp_path):
    """Chen Jing's second phone, just enrolled."""
    other = Handset(tmp_path / "other", transport=network)
    code = office.server.accounts.issue_code("chen.jing")
    other.phone.accounts.enrol(office.url, "chen.jing", code=code)
    yield other.phone.accounts.open("chen.jing")
    other.phone.close()


def note(session: AccountSession, visit_id: str, text: str) -> None:
    """Write into the visit."""
    session.visits.record_note(visit_id, NoteSection.RECORD, text)


def test_second_phone_goes_on_with_the_visit_and_the_first_is_told(
    phone: AccountSession, second: AccountSession
):
    visit_id = phone.visits.open_visit("school-1")
    phone.sync.run()
    second.sync.run()
    note(second, visit_id, "换了手机")
    assert second.sync.run().problem is None
    phone.sync.run()
    view = phone.visits.visit(visit_id)
    assert view.visit.notes[NoteSection.RECORD].text == "换了手机"
    assert (view.visit.ignored, view.hand) == ((), Hand.OTHER_PHONE)
    with pytest.raises(Conflict, match="另一部手机"):
        note(phone, visit_id, "旧手机又写")
    phone.visits.take_over(visit_id)
    note(phone, visit_id, "旧手机接着写")
    for session in (phone, second, phone):
        assert session.sync.run().problem is None
    assert second.visits.visit(visit_id).hand is Hand.OTHER_PHONE
    assert second.visits.visit(visit_id).visit.ignored == ()


def test_second_phone_gets_what_the_first_wrote_late(phone: AccountSession, second: AccountSession):
    visit_id = phone.visits.open_visit("school-1")
    phone.sync.run()
    second.sync.run()
    note(second, visit_id, "新手机写的")
    second.visits.check_in(visit_id, AT_SCHOOL)
    second.sync.run()
    phone.visits.record_note(visit_id, NoteSection.HIGHLIGHT, "旧手机没网时写的")
    for session in (phone, second):
        assert session.sync.run().problem is None
    notes = second.visits.visit(visit_id).visit.notes
    assert {each.text for each in notes.values()} == {"新手机写的", "旧手机没网时写的"}


def test_revoked_phone_still_delivers_and_reads_nothing(office: Running, phone: AccountSession):
    phone.sync.run()
    office_verbs(office).revoke_chain("li.zhuren", phone.facts.chain, "手机丢失")
    recorded(phone)
    outcome = phone.sync.run()
    assert (outcome.entries_sent, outcome.code) == (4, "chain_revoked")
    assert phone.sync.state().needs_sign_in

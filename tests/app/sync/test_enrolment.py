"""Signing in and out on a phone, and what happens to the chain."""

import pytest

from app.sync.messages import offline
from domain.errors import BadInput, Conflict, NotAllowed, NotSignedIn, Unavailable
from domain.kinds.chain import ChainOpened
from domain.kinds.kind import read
from domain.kinds.visit.record import Method, NoteSection
from tests.app.device.test_keys import UNREADABLE
from tests.app.sync.test_push import record
from tests.builders.fake_server import FakeServer, failing
from tests.builders.phone import FakeKeys, Handset


def opened(server: FakeServer, chain: str) -> ChainOpened:
    """The chain's first entry as the server has it."""
    first = next(
        line
        for line in server.lines.values()
        if line.header.chain == chain and line.header.seq == 1
    )
    body = read(first).body
    assert isinstance(body, ChainOpened)
    return body


def enrol(handset: Handset, code: str = "123456"):
    """Sign Chen Jing in again."""
    return handset.phone.accounts.enrol("https://duji.example.cn", "chen.jing", code=code)


def test_account_is_known_offline_after_signing_in(enrolled: Handset, server: FakeServer):
    again = enrolled.restart()
    (facts,) = again.phone.accounts.list()
    assert (facts.account, facts.name, facts.district_name) == ("chen.jing", "陈静", "万山区")
    assert facts.server_url == "https://duji.example.cn"
    assert again.phone.accounts.open("chen.jing").visits.open_visit("school-1")
    again.phone.close()


def test_first_entry_names_account_key_and_installation(at_work, server: FakeServer):
    at_work.sync.run()
    body = opened(server, at_work.facts.chain)
    assert (body.account, body.district) == ("chen.jing", "wanshan")
    assert body.public_key == server.keys[at_work.facts.chain]
    assert not body.is_practice


def test_key_is_not_in_the_database(enrolled: Handset):
    (secret,) = enrolled.device.keys.secrets.values()
    held = b"".join(path.read_bytes() for path in enrolled.folder.glob("duji.db*"))
    assert secret not in held
    assert secret.hex().encode() not in held


def test_wrong_code_is_said_in_words(handset: Handset, server: FakeServer, tmp_path):
    phone = Handset(tmp_path / "new", transport=server)
    with pytest.raises(NotSignedIn, match="登录码"):
        enrol(phone, code="000000")
    assert phone.phone.accounts.list() == []
    phone.phone.close()


@pytest.mark.parametrize("address", ["", "ftp://x", "https://", "https://x:port", "http://[x"])
def test_address_that_is_none_is_refused(handset: Handset, address):
    with pytest.raises(BadInput, match="服务器地址"):
        handset.phone.accounts.enrol(address, "chen.jing", code="1")


def test_signing_in_again_goes_on_with_the_chain(enrolled: Handset, at_work, server: FakeServer):
    record(at_work)
    enrol(enrolled)
    again = enrolled.phone.accounts.open("chen.jing")
    assert again.facts.chain == at_work.facts.chain
    assert again.sync.run().entries_sent == 3


def test_lost_key_says_what_to_do_and_loses_nothing(enrolled: Handset, server: FakeServer):
    visit_id = record(enrolled.phone.accounts.open("chen.jing"))
    restored = Handset(enrolled.folder, transport=server)
    restored.device.keys = FakeKeys()
    session = restored.phone.accounts.open("chen.jing")
    with pytest.raises(Unavailable, match="重新登录"):
        session.visits.record_note(visit_id, NoteSection.RECORD, "x")
    assert session.sync.run().entries_sent == 3
    restored.phone.close()


def test_new_chain_names_where_it_goes_on_and_takes_the_visit_over(
    enrolled: Handset, at_work, server: FakeServer
):
    visit_id = record(at_work)
    enrolled.device.keys.secrets.clear()
    restored = Handset(enrolled.folder, enrolled.device, server)
    enrol(restored)
    session = restored.phone.accounts.open("chen.jing")
    visit = session.visits.record_note(visit_id, NoteSection.RECORD, "接着写")
    assert visit.notes[NoteSection.RECORD].text == "接着写"
    assert session.sync.run().entries_sent == 6
    fork = opened(server, session.facts.chain).forked_from
    assert fork is not None
    assert fork.chain == at_work.facts.chain
    assert server.lines[fork.id].header.kind == "visit.checked_in"
    restored.phone.close()


@pytest.mark.parametrize("how", UNREADABLE)
def test_unreadable_key_begins_a_new_chain_that_names_the_old(
    enrolled: Handset, at_work, server: FakeServer, monkeypatch: pytest.MonkeyPatch, how: str
):
    record(at_work)
    keys, old = enrolled.device.keys, at_work.facts.chain
    sound = keys.get
    monkeypatch.setattr(keys, "get", lambda name: UNREADABLE[how]() if old in name else sound(name))
    again = enrol(enrolled)
    session = enrolled.phone.accounts.open("chen.jing")
    session.visits.open_visit("school-1")
    assert session.sync.run().entries_sent == 5
    fork = opened(server, again.chain).forked_from
    assert fork is not None
    assert fork.chain == old != again.chain


def test_code_whose_answer_was_lost_serves_the_same_chain_again(
    handset: Handset, server: FakeServer, tmp_path
):
    def lost(_request):
        raise offline()

    phone = Handset(tmp_path / "new", transport=server)
    server.after.append(lost)
    with pytest.raises(Unavailable):
        enrol(phone)
    (chain,) = server.keys
    again = phone.restart()
    assert enrol(again).chain == chain
    assert {*server.keys} == {chain}
    again.phone.close()


def test_practice_goes_on_by_itself_when_its_key_is_gone(handset: Handset):
    visit_id = handset.practise().visits.open_visit("practice-1")
    handset.device.keys.secrets.clear()
    again = handset.restart()
    visits = again.phone.accounts.open("practice").visits
    assert visits.record_count(visit_id, Method.TALKS, 2).quantities[Method.TALKS] == 2
    again.phone.close()


def test_revoked_chain_is_followed_by_another(enrolled: Handset, at_work, server: FakeServer):
    record(at_work)
    server.revoked.add(at_work.facts.chain)
    at_work.sync.run()
    assert enrol(enrolled).chain != at_work.facts.chain


def test_signing_out_waits_for_what_is_unsent(enrolled: Handset, at_work, server: FakeServer):
    record(at_work)
    with pytest.raises(Conflict, match="3 条记录"):
        enrolled.phone.accounts.sign_out("chen.jing")
    at_work.sync.run()
    enrolled.phone.accounts.sign_out("chen.jing")
    assert enrolled.phone.accounts.list() == []
    with pytest.raises(NotSignedIn):
        enrolled.phone.accounts.open("chen.jing")
    enrolled.phone.accounts.sign_out("nobody")


def test_records_are_there_again_after_signing_in_again(enrolled: Handset, at_work):
    visit_id = record(at_work)
    at_work.sync.run()
    enrolled.phone.accounts.sign_out("chen.jing")
    enrol(enrolled)
    session = enrolled.phone.accounts.open("chen.jing")
    assert [each.visit_id for each in session.visits.list()] == [visit_id]


def test_account_stays_with_its_server(enrolled: Handset):
    with pytest.raises(Conflict, match="另一个服务器"):
        enrolled.phone.accounts.enrol("https://other.example.cn", "chen.jing", code="123456")


def test_practice_account_can_leave_and_come_back(handset: Handset):
    visit_id = handset.practise().visits.open_visit("practice-1")
    handset.phone.accounts.sign_out("practice")
    assert handset.phone.accounts.list() == []
    assert [each.visit_id for each in handset.practise().visits.list()] == [visit_id]


def test_an_auditor_is_told_that_their_account_is_for_the_browser(
    handset: Handset, server: FakeServer, tmp_path
):
    phone = Handset(tmp_path / "new", transport=server)
    server.on("POST", "/enrol", failing(403, "no_phone"))
    with pytest.raises(NotAllowed, match="审计员的账号只在浏览器里查看，不能登录手机") as said:
        enrol(phone)
    assert said.value.specific_code == "no_phone"
    assert phone.phone.accounts.list() == []
    phone.phone.close()

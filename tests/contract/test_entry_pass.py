"""The pass of a real phone at the door of a real server: shown offline, checked at the gate."""

from datetime import timedelta
from urllib.parse import quote

import pytest
import requests

from domain.errors import Conflict
from domain.kinds.author import Role
from domain.kinds.register.person import PersonPrivate, PersonSet
from sync_server.office.commands import Office
from tests.builders.handset import write
from tests.builders.phone import AT_SCHOOL

REFUSED = "请不要凭它放行"


@pytest.fixture
def address(office, phone, handset, network) -> str:
    """Where the pass leads that Chen Jing shows at school 1, to which she came without network."""
    phone.sync.run()
    handset.device.clock.at = office.clock.now
    network.lost = set(range(len(network.sent), 100))
    visit_id = phone.visits.open_visit("school-1")
    phone.visits.check_in(visit_id, AT_SCHOOL)
    shown = phone.entry_passes.entry_pass(visit_id)
    assert (shown.name, shown.school, shown.valid_on) == ("陈静", "第1小学", "2026-05-14")
    return str(shown.address)


def gate(address: str) -> str:
    """What a gatekeeper's phone shows."""
    answer = requests.get(address, timeout=10)
    assert answer.status_code == 200
    return answer.text


def test_the_gate_sees_who_comes_where_and_by_what_right(office, address):
    page = gate(address)
    for said in ("今日有效", "陈静", "第1小学", "万山区", "挂牌责任督学"):
        assert said in page


def test_elsewhere_the_same_inspector_comes_as_one_of_the_district(office, phone, address):
    assert address.startswith(f"{office.url}/pass/")
    visit_id = phone.visits.open_visit("school-3")
    phone.visits.check_in(visit_id, AT_SCHOOL)
    page = gate(phone.entry_passes.entry_pass(visit_id).address)
    assert ("第3小学" in page, "本区督学" in page) == (True, True)


def test_yesterdays_pass_is_over_and_names_nobody(office, address):
    office.clock.move(hours=24)
    page = gate(address)
    assert ("已失效" in page, REFUSED in page, "陈静" in page) == (True, True, False)


def test_a_changed_or_foreign_pass_is_refused_in_words(address):
    for old, new in (("school-1", "school-2"), ("05-14", "05-15"), (".school-1", "")):
        page = gate(address.replace(old, new))
        assert "不是有效的进校凭证" in page
        assert REFUSED in page


def test_a_pass_of_another_servers_phone_is_refused(office, phone, address):
    other = phone.facts.chain.replace(phone.facts.chain[:8], "0" * 8)
    assert "不是本处督导室发出的" in gate(address.replace(phone.facts.chain, quote(other)))


def test_a_lost_phones_pass_is_over(office, phone, address):
    writer = Office(office.server.database, office.server.committer)
    writer.revoke_chain("li.zhuren", phone.facts.chain, "手机丢了")
    assert "已经作废" in gate(address)


def test_who_left_the_office_does_not_come_in(office, address):
    gone = PersonSet(account="chen.jing", role=Role.INSPECTOR, zone="z1", is_active=False)
    write(office.server, "wanshan", (gone, PersonPrivate(name="陈静")))
    assert "已经作废" in gate(address)


def test_before_arriving_and_on_another_day_there_is_no_pass(office, phone, handset):
    phone.sync.run()
    visit_id = phone.visits.open_visit("school-1")
    with pytest.raises(Conflict, match="请先记录到校"):
        phone.entry_passes.entry_pass(visit_id)
    phone.visits.check_in(visit_id, AT_SCHOOL)
    handset.device.clock.at += timedelta(days=1)
    with pytest.raises(Conflict, match="只在到校当天有效"):
        phone.entry_passes.entry_pass(visit_id)


def test_who_practises_has_no_pass(handset):
    session = handset.practise()
    (school, *_) = session.workbook().schools
    visit_id = session.visits.open_visit(school.school_id)
    session.visits.check_in(visit_id, AT_SCHOOL)
    with pytest.raises(Conflict, match="练习账号"):
        session.entry_passes.entry_pass(visit_id)

"""An entry pass at the gate: valid on its day alone, plainly over else, and made by nobody else."""

import re

import pytest

from domain.kinds.author import Role
from domain.kinds.office.entry_pass import EntryPassSet
from domain.kinds.register.person import PersonPrivate, PersonSet
from sync_server.data.door import passes
from tests.builders.handset import write
from tests.builders.pages import Browser

FIELDS = {"school_id": "school-1", "account": "chen.jing", "basis": "五月随访督导"}


def made(supervisor: Browser, on: str = "2026-05-14", **fields: str) -> str:
    """Where a new pass is."""
    new = "/passes/new"
    answer = supervisor.fill(new, new, **{**FIELDS, "valid_on": on, **fields})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"].partition("?")[0])


def address(supervisor: Browser, page: str) -> str:
    """Where the pass's QR code leads."""
    found = re.search(r'href="(/pass/[^"]+)"', supervisor.page(f"{page}/code"))
    assert found is not None
    return found[1]


@pytest.fixture
def gate(visitors):
    """A gatekeeper's phone."""
    return visitors()


def test_a_gatekeeper_sees_who_comes_and_that_the_pass_holds_today(supervisor, gate, server):
    person = PersonSet(account="chen.jing", role=Role.INSPECTOR, zone="z1")
    write(server, "wanshan", (person, PersonPrivate(name="陈静", certificate_no="黔督 0086")))
    page = gate.page(address(supervisor, made(supervisor, inspectors="wang.fang")))
    for said in ("今日有效", "陈静", "王芳", "黔督 0086", "第1小学", "五月随访督导", "万山区"):
        assert said in page


@pytest.mark.parametrize(
    ("hours", "said"), [(-24, "未到日期，现在无效"), (24, "已失效"), (11, "今日有效")]
)
def test_a_pass_holds_on_its_day_alone(supervisor, gate, clock, hours, said):
    where = address(supervisor, made(supervisor))
    clock.move(hours=hours)
    page = gate.page(where)
    assert said in page
    assert ("陈静" in page) == (said == "今日有效")


def test_a_revoked_or_changed_pass_is_over(supervisor, gate):
    page = made(supervisor)
    where = address(supervisor, page)
    supervisor.fill(
        f"{page}/edit", f"{page}/edit", **FIELDS, valid_on="2026-05-14", is_revoked="true"
    )
    assert "已经作废" in gate.page(where)
    assert "/pass/" not in supervisor.page(f"{page}/code")
    changed = {**FIELDS, "school_id": "school-2", "valid_on": "2026-05-14"}
    supervisor.fill(f"{page}/edit", f"{page}/edit", **changed)
    assert "不是有效的进校凭证" in gate.page(where)
    assert "第2小学" in gate.page(address(supervisor, page))


def test_nobody_makes_a_pass_without_the_servers_key(supervisor, gate):
    where = address(supervisor, made(supervisor))
    other = address(supervisor, made(supervisor, school_id="school-2"))
    code, signature = where.split(".")
    forged = (f"{code}.{other.split('.')[1]}", f"{code}.", code, f"{code}.{signature[:-2]}AA")
    for path in (*forged, f"{code}.%%%", "/pass/none.none", f"{code}.中"):
        assert "不是有效的进校凭证" in gate.page(path)


def test_the_code_is_only_for_who_may_hand_it_out(supervisor, browsers, server):
    page = made(supervisor)
    assert "/code" not in browsers("zhao.tong").page(page)
    assert browsers("zhao.tong").get(f"{page}/code").status_code == 403
    assert browsers("chen.jing").get(page).status_code == 403


def test_a_pass_for_yesterday_is_not_made(supervisor):
    new = "/passes/new"
    answer = supervisor.fill(new, new, **FIELDS, valid_on="2026-05-13")
    assert (answer.status_code, "不能早于今天" in answer.text) == (400, True)


def test_the_pass_that_is_kept_is_what_stands(supervisor, server):
    made(supervisor)
    with server.database.session() as session:
        (row,) = passes.of_district(session, "wanshan")
    body = EntryPassSet.model_validate_json(row.facts)
    assert (body.account, body.valid_on, body.is_revoked) == ("chen.jing", "2026-05-14", False)

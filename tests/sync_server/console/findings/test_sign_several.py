"""Several papers are signed in one act; what cannot be signed is left and says why."""

from sqlmodel import select

from domain.kinds.paper.builder import PaperState
from sync_server.data.tables import PaperRow
from tests.builders.drawn_forms import form_on
from tests.builders.pages import Browser, matched
from tests.builders.paper_pages import done, drafted, papers, ticks

PAGE = "/papers/signing/several"
FORM = "SignSeveralForm"


def two(clerk: Browser) -> list[str]:
    """The addresses of two papers that a clerk handed in to be signed, the first one first."""
    offered = ticks(clerk.page("/schools/school-1/paper"))
    found = [drafted(clerk, findings=[each]) for each in offered]
    for each in found:
        done(clerk, each, "submit")
    return found


def sent(browser: Browser, fields: dict[str, list[str]]):
    """The answer to the form with these fields."""
    return browser.send(PAGE, **fields)


def test_all_that_is_ticked_is_signed_with_a_number_each(second, clerk, supervisor, server):
    two(clerk)
    assert "成批签发" in supervisor.page("/papers")
    fields = form_on(supervisor.page(f"{PAGE}?all=1"), FORM).fields
    assert len(fields["papers"]) == 2
    assert sent(supervisor, fields).headers["location"] == f"{PAGE}?done=2"
    rows = papers(server)
    assert [row.number for row in rows] == ["万教督整〔2026〕1号", "万教督整〔2026〕2号"]
    assert {row.signer for row in rows} == {"li.zhuren"}
    assert "没有待签发的文书" in supervisor.page(f"{PAGE}?done=2")


def test_one_that_was_handed_back_meanwhile_is_left_and_named(second, clerk, supervisor, server):
    first, other = two(clerk)
    fields = form_on(supervisor.page(f"{PAGE}?all=1"), FORM).fields
    done(supervisor, first, "return", reason="期限太短")
    answer = sent(supervisor, fields)
    assert answer.status_code == 409
    assert "其余勾选的都已签发" in answer.text
    left = matched(r'class="since".*?整改通知书 ([^<]*)<', answer.text)
    assert left.strip() == "第1小学：没有签发"
    with server.database.session() as session:
        states = {row.paper: row.state for row in session.exec(select(PaperRow))}
    assert states[first.rpartition("/")[2]] == PaperState.DRAFT.value
    assert states[other.rpartition("/")[2]] == PaperState.ISSUED.value


def test_a_number_that_is_typed_and_ones_own_draft_are_signed_alone(
    second, clerk, supervisor, server
):
    two(clerk)
    own = drafted(supervisor)
    done(supervisor, own, "submit")
    page = supervisor.page(PAGE)
    assert len(form_on(page, FORM).fields["seen"][0].splitlines()) == 2
    assert own not in form_on(supervisor.page(f"{PAGE}?all=1"), FORM).fields["papers"]
    supervisor.fill(
        "/signing/new", "/signing/new", typed_kinds="rectification", drafter_may_sign="true"
    )
    assert supervisor.page(PAGE).count("文号要手工填写，请打开单独签发") == 3


def test_who_does_not_sign_does_not_come_in(clerk, browsers):
    assert clerk.get(PAGE).status_code == 403
    assert browsers("chen.jing").get(PAGE).status_code == 403

"""What every form of the console keeps: the words typed, whatever the server says no to."""

import inspect
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import get_args

import pytest
from fastapi.routing import APIRoute
from sqlmodel import select

from domain.kinds.author import Role
from domain.kinds.register.person import PersonPrivate, PersonSet
from sync_server.access.credentials import Passwords
from sync_server.console import forms
from sync_server.console.checklists.forms import DraftForm
from sync_server.console.forms import SentForm, every_form
from sync_server.console.sent_forms import MADE_ANEW
from sync_server.console.site import page_routers
from sync_server.data import accounts
from sync_server.data.own.checklist_drafts import DRAFT
from sync_server.data.tables import EntryRow
from tests.builders.drawn_forms import DrawnForm, Fields, fill_in, form_on, forms_on, outdated
from tests.builders.handset import write
from tests.builders.office import PASSWORD
from tests.sync_server.console.scenes import SCENES

# The pages bring their forms with them.
ROUTERS = page_routers()
ROOM = Path(forms.__file__).parent
OWN = {
    name: form
    for name, form in every_form().items()
    if Path(inspect.getfile(form)).is_relative_to(ROOM)
}
WITHOUT_A_SESSION = {"/sign-in", "/sign-in/code", "/sign-out", "/set-password"}
WITHOUT_A_SESSION |= {"/privacy/complaint"}
# What is typed into these is a secret: no page ever shows it again.
SECRET = {"/own/password", "/own/second-factor", "/own/second-factor/off"}
# What brings a file has no words to keep; its own tests say what it keeps.
WITH_A_FILE = {"/import", "/checklists/import"}
# The door has forms of its own, which its own tests ask the same of.
AT_THE_DOOR = ("/door", "/card")
# A phone is shut out once and for all: there is no version of it that could be outdated. What an
# import shows is told from what it would do by now by its whole content. What is
# copied was not there before. A backup is of everything as it is. Many sign in to a training at
# the same moment.
UNVERSIONED = {"AttendForm", "RevokeForm", "ConfirmForm", "CopyForm", "CopyCalendarForm"}
# What concerns drafts carries the draft's revision, which counts its savings; a draft that is
# begun was not there before.
UNVERSIONED |= {"BeginForm", "NewChecklistForm", "TakeForm", "EnterForm", "TaskGiveForm"}
UNVERSIONED |= {"CampaignPlanForm"}
UNVERSIONED |= {name for name, form in OWN.items() if issubclass(form, DraftForm)}
UNVERSIONED |= {"BackUpForm", "BackupTestForm", "CaseOpenForm", "RobotTryForm", "TokenForm"}
# These are for everybody of the district, but an auditor.
FOR_ALL = {"AttendForm"}
# These change nothing that the log tells of; the audit page has them all the same.
NO_ENTRIES = {"BackUpForm", "BackupTestForm", "RobotTryForm"}


@pytest.fixture(params=sorted(OWN))
def name(request) -> str:
    found: str = request.param
    return found


@pytest.fixture
def page(name, server, inspection, supervisor) -> str:
    """The address of a page that draws the form."""
    return SCENES[name](server, inspection, supervisor)


@pytest.fixture
def filled(name, page, supervisor) -> tuple[DrawnForm, Fields]:
    """The form, and what it brings once somebody filled in all of it."""
    form = form_on(supervisor.page(page), name)
    return form, fill_in(form)


def typed(form: DrawnForm, fields: Fields) -> Fields:
    """What of it a person typed or chose."""
    return {name: fields[name] for name in form.kinds if name in fields}


def entries(server) -> tuple[int, list[tuple[str, int]]]:
    """How much was written: the entries, and how often each draft was kept."""
    with server.database.reading_ledger() as found:
        drafts = found.ledger.execute(select(DRAFT.c.draft, DRAFT.c.revision)).all()
    with server.database.session() as session:
        count = len(session.exec(select(EntryRow)).all())
    return count, sorted((row.draft, row.revision) for row in drafts)


def spoilt(form: DrawnForm, fields: Fields) -> Iterator[tuple[str, Fields]]:
    """The form with one field after the other that cannot be."""
    for name in form.required:
        yield name, {**fields, name: [" "]}
    for name, kind in form.kinds.items():
        if kind in ("number", "date"):
            yield name, {**fields, name: ["什么"]}
        elif kind == "textarea":
            yield name, {**fields, name: ["长" * 61_000]}


def test_every_form_is_shown_here():
    assert set(OWN) == set(SCENES)


def test_every_route_that_takes_a_form_takes_it_by_the_one_mechanism():
    (sent,) = get_args(SentForm)[1:]
    posts = [
        route
        for router in ROUTERS
        for route in router.routes
        if isinstance(route, APIRoute) and "POST" in (route.methods or ())
    ]
    by_hand = {
        route.path
        for route in posts
        if sent.dependency not in {each.call for each in route.dependant.dependencies}
        and not route.path.startswith(AT_THE_DOOR)
    }
    assert len(posts) > len(WITHOUT_A_SESSION)
    assert by_hand == WITHOUT_A_SESSION | WITH_A_FILE | SECRET


def test_one_wrong_field_is_named_and_all_that_was_typed_is_kept(filled, name, supervisor, server):
    form, fields = filled
    before = entries(server)
    for wrong, brought in spoilt(form, fields):
        answer = supervisor.send(form.action, **brought)
        assert answer.status_code == 400
        again = form_on(answer.text, name, form.action)
        kept = typed(form, again.fields)
        assert {**kept, wrong: brought[wrong]} == typed(form, brought)
        assert kept.get(wrong, [" "]) == brought[wrong]
        assert f'-{wrong}-error">' in answer.text
    assert entries(server) == before


def test_an_outdated_form_says_so_and_keeps_what_was_typed(filled, name, supervisor, server):
    form, fields = filled
    old = outdated(server, fields)
    assert (old == fields) == (name in UNVERSIONED)
    if name in UNVERSIONED:
        return
    before = entries(server)
    answer = supervisor.send(form.action, **old)
    assert answer.status_code == 409
    again = form_on(answer.text, name, form.action)
    assert typed(form, again.fields) == typed(form, fields)
    assert 'class="since"' in answer.text
    assert entries(server) == before
    resent = {**again.fields, **{each: fields[each] for each in form.buttons}}
    assert supervisor.send(form.action, **resent).status_code == 303


@pytest.fixture
def again_signed_in(server, supervisor) -> Callable[[str], str]:
    """Signs in on the page that a form whose session ran out was answered with."""
    hashed = Passwords().hash(PASSWORD)
    server.database.write(
        lambda tables: accounts.keep_account(tables.ledger, "li.zhuren", password_hash=hashed)
    )

    def sign_in(page: str) -> str:
        form = next(each for each in forms_on(page) if each.action == "/sign-in")
        fields = {**form.fields, "account": ["li.zhuren"], "password": [PASSWORD]}
        found: str = supervisor.send("/sign-in", **fields).text
        return found

    return sign_in


def test_a_session_that_ran_out_costs_no_word_and_the_form_goes_on_after_signing_in(
    filled, name, supervisor, server, again_signed_in
):
    form, fields = filled
    before = entries(server)
    supervisor.client.cookies.delete("duji_session")
    answer = supervisor.send(form.action, **fields)
    assert (answer.status_code, "内容还在" in answer.text) == (401, True)
    page = again_signed_in(answer.text)
    resumed = next(each for each in forms_on(page) if each.action == form.action)
    carried = {key: some for key, some in resumed.fields.items() if key not in MADE_ANEW}
    wanted = {key: some for key, some in fields.items() if key not in MADE_ANEW}
    assert {key: "\n".join(some) for key, some in carried.items()} == {
        key: "\n".join(some) for key, some in wanted.items()
    }
    assert entries(server) == before
    assert supervisor.send(form.action, **resumed.fields).status_code == 303
    assert (entries(server) != before) == (name not in NO_ENTRIES)


def test_a_form_of_an_earlier_session_asks_once_more_and_keeps_the_words(filled, supervisor):
    form, fields = filled
    answer = supervisor.send(form.action, **{**fields, "form_token": ["0" * 64]})
    assert (answer.status_code, "这个页面已经过期" in answer.text) == (403, True)
    resumed = next(each for each in forms_on(answer.text) if each.action == form.action)
    assert supervisor.send(form.action, **resumed.fields).status_code == 303


def test_another_sites_form_never_comes_back_as_a_page_of_ours(filled, supervisor):
    form, fields = filled
    supervisor.client.headers["origin"] = "http://evil.example"
    refused = supervisor.send(form.action, **fields)
    assert (refused.status_code, "我写的" in refused.text) == (403, False)
    supervisor.client.cookies.delete("duji_session")
    answer = supervisor.send(form.action, **fields)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


@pytest.mark.parametrize("account", ["chen.jing", "shen.ji"])
def test_somebody_who_may_not_can_still_copy_their_words(filled, name, browsers, server, account):
    auditor = PersonSet(account="shen.ji", role=Role.AUDITOR)
    write(server, "wanshan", (auditor, PersonPrivate(name="沈计")))
    server.accounts.issue_code("shen.ji")
    form, fields = filled
    before, browser = entries(server), browsers(account)
    own = forms_on(browser.page("/visits"))[0].fields["form_token"]
    answer = browser.send(form.action, **{**fields, "form_token": own})
    if name in FOR_ALL and account == "chen.jing":
        assert (answer.status_code, entries(server) == before) == (303, False)
        return
    assert answer.status_code in (403, 404)
    assert entries(server) == before
    for text, *_ in typed(form, fields).values():
        assert "我写的" not in text or escape(text) in answer.text

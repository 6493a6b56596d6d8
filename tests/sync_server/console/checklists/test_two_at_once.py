"""Two people at one checklist: the second is told what the first did, and loses nothing."""

import pytest

from domain.kinds.author import Role
from domain.kinds.register.person import PersonPrivate, PersonSet
from tests.builders.drawn_forms import form_on
from tests.builders.handset import write
from tests.sync_server.console.checklists.test_editor import (
    ITEM,
    MONTH,
    arranged,
    begun,
    newest,
    published,
)


@pytest.fixture
def colleague(server, browsers):
    """A second supervisor's browser."""
    person = PersonSet(account="sun.zhuren", role=Role.SUPERVISOR, zone="z1")
    write(server, "wanshan", (person, PersonPrivate(name="孙主任")))
    server.accounts.issue_codes(["sun.zhuren"])
    return browsers("sun.zhuren")


def add(browser, draft: str, text: str) -> None:
    """One more item in the first section."""
    where = f"{draft}/items/new"
    assert browser.fill(where, where, **{**ITEM, "text": text}).status_code == 303


def test_each_writes_a_draft_of_their_own_and_hears_of_the_other(supervisor, colleague):
    own, other = begun(supervisor), begun(colleague)
    assert own != other
    assert "孙主任也有一份没有发布的草稿" in supervisor.page(own)
    assert "孙主任也有一份没有发布的草稿" in supervisor.page(MONTH)
    assert supervisor.get(other).status_code == 404
    act = {"act": "end:s1", "revision": "1"}
    assert supervisor.post(f"{other}/arrange", on=own, **act).status_code == 404
    assert "也有一份没有发布的草稿" in colleague.page(other)
    assert "孙主任也有" not in colleague.page(other)


def test_the_second_is_told_what_the_first_published_and_both_stand(supervisor, colleague, server):
    own, other = begun(supervisor), begun(colleague)
    add(supervisor, own, "我加的一项")
    form = form_on(supervisor.page(f"{own}/publish"), "PublishForm")
    add(colleague, other, "对方加的一项")
    assert published(colleague, other).status_code == 303
    told = supervisor.send(form.action, **form.fields)
    assert told.status_code == 409
    assert "刚才有人发布了新的一版" in told.text
    assert "对方加的一项" in told.text
    assert newest(server).version == 2
    assert "有人发布了第 2 版" in supervisor.page(own)
    merged = supervisor.fill(f"{own}/publish", f"{own}/catch-up")
    assert merged.headers["location"] == f"{own}/publish"
    assert published(supervisor, own).status_code == 303
    texts = {each.text for each in newest(server).all_items}
    assert (newest(server).version, texts >= {"我加的一项", "对方加的一项"}) == (3, True)


def test_one_may_publish_over_the_other_once_one_has_seen_what_that_undoes(
    supervisor, colleague, server
):
    own, other = begun(supervisor), begun(colleague)
    add(supervisor, own, "我加的一项")
    add(colleague, other, "对方加的一项")
    published(colleague, other)
    page = supervisor.page(f"{own}/publish")
    assert "停用</span> <b>对方加的一项" in page
    assert published(supervisor, own).status_code == 303
    texts = {each.text for each in newest(server).all_items}
    assert ("我加的一项" in texts, "对方加的一项" in texts) == (True, False)


def test_of_two_windows_the_second_is_told_and_keeps_its_words(supervisor):
    draft = begun(supervisor)
    where = f"{draft}/items/new"
    form = form_on(supervisor.page(where), "ItemForm")
    arranged(supervisor, draft, "down:s1")
    typed = {**form.fields, "section": ["s1"], "kind": ["text"], "text": ["我写的"]}
    told = supervisor.send(where, **typed)
    assert (told.status_code, "在另一个窗口里改过" in told.text) == (409, True)
    again = form_on(told.text, "ItemForm")
    assert again.fields["text"] == ["我写的"]
    assert supervisor.send(where, **again.fields).status_code == 303
    assert "我写的" in supervisor.page(draft)

"""The editor of checklists: a draft is kept with every step, compared, and published."""

import pytest

from domain.kinds.register.checklist import ChecklistSet
from domain.register.checklist import Checklist
from sync_server.data import register
from sync_server.projection.rebuild import rebuild
from tests.builders.drawn_forms import form_on
from tests.builders.logged import entries_of
from tests.builders.pages import matched
from tests.sync_server.console.register.test_school import beside_in

MONTH = "/checklists/month-05"
ITEM = {
    "section": "s1",
    "text": "书面作业时间",
    "kind": "number",
    "unit": "分钟",
    "minimum": "0",
    "maximum": "300",
    "at_most": "60",
    "hint": "小学书面作业平均不超过 60 分钟",
    "needs_remark_when_negative": "true",
    "school_kinds": ["primary"],
}


def begun(browser, checklist: str = MONTH) -> str:
    """Where the browser's draft of the checklist is."""
    found: str = browser.fill(checklist, f"{checklist}/draft").headers["location"]
    return found


def arranged(browser, draft: str, act: str):
    """The answer to one of the draft's buttons."""
    return browser.fill(draft, f"{draft}/arrange", act=act)


def published(browser, draft: str):
    """The answer to publishing the draft as its page shows it."""
    return browser.fill(f"{draft}/publish", f"{draft}/publish")


def newest(server, checklist: str = "month-05") -> Checklist:
    """The checklist as it now stands."""
    with server.database.session() as session:
        row = register.checklists(session, "wanshan")[checklist]
    return Checklist.model_validate_json(row.checklist)


def test_an_item_with_limits_in_words_is_added_and_published_as_a_new_version(supervisor, server):
    draft = begun(supervisor)
    assert supervisor.fill(f"{draft}/items/new", f"{draft}/items/new", **ITEM).status_code == 303
    look = supervisor.page(f"{draft}/publish")
    assert "和第 1 版比，改了什么" in look
    assert "0—300 分钟 · 合格：不超过 60 分钟" in look
    assert newest(server).version == 1
    assert published(supervisor, draft).headers["location"] == f"{MONTH}?done=published"
    item = newest(server).sections[0].items[-1]
    assert (newest(server).version, item.at_most, item.hint) == (2, 60.0, ITEM["hint"])
    page = supervisor.page(MONTH)
    assert ("第 2 版" in page, "新增 1 处" in page, "第一次发布" in page) == (True,) * 3
    assert supervisor.get(draft).status_code == 404
    assert rebuild(server.database) == {}


def test_every_button_is_kept_at_once_and_what_was_ended_comes_back(supervisor, server):
    draft = begun(supervisor)
    first, second = [each.item_id for each in newest(server).sections[0].items[:2]]
    moved = arranged(supervisor, draft, f"down:{first}")
    assert moved.headers["location"] == f"{draft}#{first}"
    arranged(supervisor, draft, f"end:{second}")
    page = supervisor.page(draft)
    assert "已停用，发布时不带" in page
    assert f'value="resume:{second}"' in page
    assert "停用" in supervisor.page(f"{draft}/publish")
    arranged(supervisor, draft, f"resume:{second}")
    assert "移动" in supervisor.page(f"{draft}/publish")
    arranged(supervisor, draft, f"up:{first}")
    assert "没有改动" in supervisor.page(f"{draft}/publish")
    refused = published(supervisor, draft)
    assert (refused.status_code, "和现在的版本完全一样" in refused.text) == (400, True)


def test_a_draft_is_found_again_from_the_checklist_and_begun_only_once(supervisor):
    draft = begun(supervisor)
    supervisor.fill(f"{draft}/title", f"{draft}/title", title="课堂教学清单")
    assert f'href="{draft}"' in supervisor.page(MONTH)
    assert supervisor.post(f"{MONTH}/draft", on=draft).headers["location"] == draft
    assert "课堂教学清单" in supervisor.page(draft)
    assert "在改" in supervisor.page("/checklists")


def test_sections_are_added_and_called_otherwise(supervisor, server):
    draft = begun(supervisor)
    supervisor.fill(draft, f"{draft}/sections/new", title="作业管理")
    assert "这一组没有检查项" in supervisor.page(draft)
    assert "还不能发布：有 1 处要改" in supervisor.page(f"{draft}/publish")
    supervisor.fill(f"{draft}/sections/s4", f"{draft}/sections/s4", title="作业")
    item = {**ITEM, "section": "s4"}
    supervisor.fill(f"{draft}/items/new?section=s4", f"{draft}/items/new", **item)
    published(supervisor, draft)
    assert [each.title for each in newest(server).sections][-1] == "作业"


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"text": " "}, "text", "请填写内容。"),
        ({"kind": "photo"}, "kind", "请选择答法。"),
        ({"section": "s9"}, "section", "请选择分组。"),
        ({"at_most": "六十"}, "at_most", "要填数字"),
        ({"options": "长" * 201}, "options", "超过 200 字"),
        ({"school_kinds": ["primary", "none"]}, "school_kinds", "请选择只问这些单位。"),
    ],
)
def test_what_cannot_be_stands_beside_its_field(supervisor, fields, field, says):
    draft = begun(supervisor)
    where = f"{draft}/items/new"
    answer = supervisor.fill(where, where, **{**ITEM, **fields})
    assert answer.status_code == 400
    assert says in beside_in(answer, "item", field)
    assert supervisor.page(draft).count("draft-item") == 14


def test_an_unfinished_item_is_kept_told_beside_its_field_and_not_published(supervisor, server):
    draft = begun(supervisor)
    where = f"{draft}/items/new"
    wrong = {**ITEM, "kind": "choice", "options": "好\n差*", "text": "作业负担"}
    assert supervisor.fill(where, where, **wrong).status_code == 303
    assert "还不能发布" in supervisor.page(f"{draft}/publish")
    link = matched(r'href="([^"]+/items/q[0-9a-f]+)"', supervisor.page(draft))
    form = supervisor.page(link)
    said = matched(r'id="item-at_most-error">([^<]*)<', form)
    assert said.startswith("只有“数字”“打分”才有单位和限值")
    stood = form_on(form, "ItemForm").fields
    assert (stood["options"], stood["hint"]) == (["好\n差*"], [ITEM["hint"]])
    mended = {**stood, "unit": [""], "minimum": [""], "maximum": [""], "at_most": [""]}
    assert supervisor.send(link, **mended).status_code == 303
    published(supervisor, draft)
    options = newest(server).sections[0].items[-1].options
    assert [(each.label, each.is_negative) for each in options] == [("好", False), ("差", True)]


def test_a_new_checklist_from_nothing_and_one_from_another(supervisor, server):
    new = "/checklists/new"
    draft = supervisor.fill(new, new, title="作业专项清单").headers["location"]
    assert "作业专项清单" in supervisor.page(draft)
    assert "没有发布的新清单" in supervisor.page("/checklists")
    supervisor.fill(draft, f"{draft}/sections/new", title="作业")
    supervisor.fill(f"{draft}/items/new", f"{draft}/items/new", **ITEM)
    home = published(supervisor, draft).headers["location"].partition("?")[0]
    assert "还没有主题或专项用它" in supervisor.page(home)
    copied = {"title": "照抄", "copied_from": "month-05"}
    draft = supervisor.fill(f"{new}?copied_from=month-05", new, **copied).headers["location"]
    home = published(supervisor, draft).headers["location"].partition("?")[0]
    copy = newest(server, home.rpartition("/")[2])
    assert (copy.title, copy.version, copy.sections) == ("照抄", 1, newest(server).sections)


def test_giving_a_draft_up_changes_nothing_that_is_published(supervisor, server):
    before = len(entries_of(server.database, ChecklistSet.kind))
    draft = begun(supervisor)
    arranged(supervisor, draft, "end:s1")
    dropped = supervisor.fill(draft, f"{draft}/drop")
    assert dropped.headers["location"] == "/checklists?done=dropped"
    assert supervisor.get(draft).status_code == 404
    assert newest(server).version == 1
    assert len(entries_of(server.database, ChecklistSet.kind)) == before

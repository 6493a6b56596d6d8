"""政策文件 in the browser: put in, replaced, ended, with files, and who has read them."""

import io
import re

import pytest
from docx import Document

from domain.clock import local_date
from domain.kinds.book_part import BookPart
from domain.kinds.office.policy import PolicyRead
from domain.wire.messages import PolicyText
from sync_server.data import accounts
from sync_server.data import policies as rows
from sync_server.files.attachments import MOST_FILE_BYTES
from sync_server.projection.rebuild import rebuild
from tests.builders.backup import verified
from tests.builders.office import Inspection, a_picture
from tests.builders.pages import Browser, matched

NEW = "/policies/new"
FACTS = {
    "title": "督学守则",
    "number": "栖教督〔2026〕1号",
    "category": "rule",
    "asks_again": "true",
}
PDF = b"%PDF-1.7 a file"


def made(browser: Browser, text: str = "# 一、到校\n先记录到校。", **fields: str) -> str:
    """The page of a new paper."""
    answer = browser.fill(NEW, NEW, **{**FACTS, "text": text, **fields})
    assert answer.status_code == 303, answer.text
    found: str = answer.headers["location"].partition("?")[0]
    return found


def sent(browser: Browser, page: str, name: str, raw: bytes, **fields: str):
    """The answer to a file that is sent from a page."""
    hidden = browser.hidden(page, "/policies/file")
    return browser.client.post(
        "/policies/file",
        data={**hidden, **fields},
        files={"file": (name, raw)},
        headers={"Origin": "http://duji.test"},
        follow_redirects=False,
    )


def text_on(page: str) -> str:
    """The paper's text as its page has it."""
    shown = page.partition('id="text-head"')[2].partition("</section>")[0]
    return "".join(re.findall(r'<p class="said">([^<]*)</p>', shown))


def a_word_file(*lines: str) -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def on_phone(server) -> list[str]:
    """The titles of the papers that a phone is given, with their texts."""
    papers = server.policies.listed("wanshan", local_date(server.clock()).isoformat())
    return [each.facts.title for each in papers]


def read_it(inspection: Inspection, server, page: str) -> None:
    """Let the phone say that it has read the paper as it stands."""
    policy = page.rpartition("/")[2]
    with server.database.session() as session:
        hashes = [sha for facts, sha in rows.parts(session, "wanshan") if facts.policy_id == policy]
    inspection.handset.pen.write(PolicyRead(policy_id=policy, sha256=tuple(hashes)))
    inspection.push()


def test_a_paper_is_put_in_and_phones_have_it(supervisor, server):
    page = supervisor.page(made(supervisor, must_be_read="true"))
    assert all(
        word in page for word in ("督学守则", "栖教督〔2026〕1号", "先记录到校。", "一、到校")
    )
    assert on_phone(server) == ["督学守则"]
    assert "0 / 3 人" in supervisor.page("/policies")


def test_what_is_replaced_stays_as_an_older_version(supervisor, server):
    page = made(supervisor)
    edit = f"{page}/edit"
    answer = supervisor.fill(edit, edit, **FACTS, text="不接受宴请。")
    assert answer.status_code == 303
    now, before = supervisor.page(page), supervisor.page(f"{page}/versions/1")
    assert "第 2 版" in now
    assert ("不接受宴请。" in now, "先记录到校。" in before) == (True, True)
    assert "不接受宴请。" not in before
    assert supervisor.get(f"{page}/versions/3").status_code == 404
    assert verified(server).is_well
    assert rebuild(server.database) == {}


def test_a_long_paper_and_its_older_version_are_shown_whole(supervisor):
    long = "\n".join(f"# 第{n}章\n{'督' * 5_000}" for n in range(10))
    page = made(supervisor, long)
    edit = f"{page}/edit"
    supervisor.fill(edit, edit, **FACTS, text="短。")
    older = supervisor.page(f"{page}/versions/1")
    assert older.count("督" * 5_000) == 10
    assert "督" * 5_000 not in supervisor.page(page)


def test_who_has_read_it_is_counted_until_its_text_changes(supervisor, server, inspection):
    page = made(supervisor)
    edit = f"{page}/edit"
    text = "# 一、到校\n先记录到校。"
    read_it(inspection, server, page)
    assert "1 / 3 人" in supervisor.page(page)
    assert re.search(r"陈静.*?第 1 版.*?2026-05-14.*?已读", supervisor.page(page), re.DOTALL)
    supervisor.fill(edit, edit, **{**FACTS, "title": "守则"}, text=text)
    assert "1 / 3 人" in supervisor.page(page)
    supervisor.fill(edit, edit, **FACTS, text="另一句。")
    assert "0 / 3 人" in supervisor.page(page)


def tags(server) -> str:
    """What the phone knows its papers by."""
    with server.database.session() as session:
        person = accounts.person(session, "chen.jing", "2026-05-14")
    tagged: str = server.workbooks.tags(person)[BookPart.PAPERS]
    return tagged


def test_it_ends_on_a_day_and_can_come_back(supervisor, browsers, server, clock):
    page = made(supervisor)
    edit = f"{page}/edit"
    fields = {**FACTS, "text": "# 一、到校\n先记录到校。"}
    supervisor.fill(edit, edit, **fields, closed_on="2026-05-15")
    assert on_phone(server) == ["督学守则"]
    clock.move(hours=11)
    before = tags(server)
    clock.move(hours=1)
    assert on_phone(server) == []
    assert tags(server) != before
    assert "2026-05-15 起停用" in browsers("li.zhuren").page("/policies?state=closed")
    browsers("li.zhuren").fill(edit, edit, **fields, closed_on="")
    assert on_phone(server) == ["督学守则"]


def test_a_file_is_given_out_as_a_download_and_nothing_else(supervisor):
    page = made(supervisor)
    assert sent(supervisor, page, "守则.pdf", PDF).status_code == 303
    address = re.search(rf'href="({page}/files/[0-9a-f]+)"', supervisor.page(page))
    assert address
    answer = supervisor.get(address[1])
    assert answer.content == PDF
    told = {name: answer.headers[name] for name in ("content-type", "x-content-type-options")}
    assert told == {"content-type": "application/pdf", "x-content-type-options": "nosniff"}
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert "%E5%AE%88%E5%88%99.pdf" in answer.headers["content-disposition"]
    assert "sandbox" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("a.pdf", b"<html><script>alert(1)</script>", "附件只收"),
        ("a.exe", b"MZ\x90", "附件只收"),
        ("a.pdf", b"", "文件是空的"),
        ("a.pdf", PDF + b"x" * MOST_FILE_BYTES, "超过 20 MB"),
    ],
)
def test_what_may_be_no_file_is_refused_beside_its_field(supervisor, name, raw, words):
    page = made(supervisor)
    answer = sent(supervisor, page, name, raw)
    assert answer.status_code == 400
    assert words in matched(r'id="file-error"[^>]*>([^<]*)<', answer.text)
    assert "没有附件" in supervisor.page(page)


def test_who_chose_no_file_is_told_so(supervisor):
    page = made(supervisor)
    fields = supervisor.hidden(page, "/policies/file")
    parts = [f'Content-Disposition: form-data; name="{n}"\r\n\r\n{v}' for n, v in fields.items()]
    parts.append('Content-Disposition: form-data; name="file"; filename=""\r\n\r\n')
    body = "".join(f"--x\r\n{each}\r\n" for each in parts) + "--x--\r\n"
    headers = {"Content-Type": "multipart/form-data; boundary=x", "Origin": "http://duji.test"}
    answer = supervisor.client.post("/policies/file", content=body, headers=headers)
    assert (answer.status_code, "请先选择要上传的文件。" in answer.text) == (400, True)


def test_a_file_is_called_by_what_it_is(supervisor):
    page = made(supervisor)
    picture = a_picture("章")
    sent(supervisor, page, "..\\folder\\page.html", picture)
    shown = supervisor.page(page)
    assert "page.html.jpeg" in shown
    assert "folder" not in shown


def test_a_word_file_begins_a_paper_with_its_text(supervisor, server):
    answer = sent(supervisor, "/policies", "安全要点.docx", a_word_file("看门卫登记。"))
    edit = answer.headers["location"]
    page = supervisor.page(edit.removesuffix("/edit"))
    assert all(word in page for word in ("安全要点", "看门卫登记。", "安全要点.docx"))
    assert on_phone(server) == ["安全要点"]


def test_the_text_of_a_word_file_takes_the_place_of_the_papers_only_where_wanted(supervisor):
    page = made(supervisor)
    sent(supervisor, page, "新.docx", a_word_file("新的一句。"))
    assert "先记录到校。" in text_on(supervisor.page(page))
    sent(supervisor, page, "新.docx", a_word_file("新的一句。"), as_text="true")
    assert text_on(supervisor.page(page)) == "新的一句。"


def test_a_file_that_is_taken_away_stays_with_the_older_version(supervisor):
    page = made(supervisor)
    edit = f"{page}/edit"
    sent(supervisor, page, "守则.pdf", PDF)
    file = matched(rf'href="({page}/files/[0-9a-f]+)"', supervisor.page(page))
    supervisor.fill(edit, edit, **FACTS, text="# 一、到校\n先记录到校。")
    assert "没有附件" in supervisor.page(page)
    assert file in supervisor.page(f"{page}/versions/2")
    assert supervisor.get(file).content == PDF


def test_what_somebody_else_changed_is_shown_and_nothing_is_lost(supervisor):
    page = made(supervisor)
    edit = f"{page}/edit"
    stale = supervisor.hidden(edit, edit)
    old_upload = supervisor.hidden(page, "/policies/file")
    supervisor.fill(edit, edit, **FACTS, text="别人写的。")
    answer = supervisor.send(edit, **{**stale, **FACTS, "text": "我写的。"})
    assert (answer.status_code, "我写的。" in answer.text) == (409, True)
    again = supervisor.client.post(
        "/policies/file",
        data=old_upload,
        files={"file": ("a.pdf", PDF)},
        headers={"Origin": "http://duji.test"},
    )
    assert (again.status_code, "刚才有人改过这份文件" in again.text) == (409, True)


def test_roles_and_districts(supervisor, browsers):
    page = made(supervisor)
    sent(supervisor, page, "守则.pdf", PDF)
    file = matched(rf'href="({page}/files/[0-9a-f]+)"', supervisor.page(page))
    clerk = browsers("zhao.tong")
    assert [clerk.get(path).status_code for path in (page, file, NEW)] == [200, 200, 403]
    assert 'action="/policies/file"' not in clerk.page(page)
    inspector, away = browsers("chen.jing"), browsers("li.zhuren.other")
    assert {inspector.get(path).status_code for path in (page, file, "/policies")} == {403}
    assert {away.get(path).status_code for path in (page, file)} == {404}


def test_what_is_typed_beside_a_file_is_refused(supervisor):
    page = made(supervisor)
    answer = sent(supervisor, page, "a.pdf", PDF, version="a text with blanks")
    assert answer.status_code == 400
    assert "没有附件" in supervisor.page(page)


def test_texts_are_as_phones_fetch_them(supervisor, server):
    made(supervisor)
    with server.database.session() as session:
        ((_, sha256),) = rows.parts(session, "wanshan")
    text = PolicyText.model_validate_json(server.policies.text(sha256, "wanshan"))
    assert [(each.heading, each.text) for each in text.sections] == [("一、到校", "先记录到校。")]

"""文书模板 in the browser: looked at, taken home, put back, refused, and back to the built-in."""

import hashlib
import io
import re

import pytest
from docx import Document

from domain.kinds import read
from domain.kinds.office.export import TableExported
from domain.kinds.office.template import DocumentKind, TemplateSet
from domain.words.values import label
from sync_server.console.documents.pages import NO_FILE, OVERTAKEN
from sync_server.documents.desk import built_in
from sync_server.documents.word.package import MOST_FILE_BYTES
from sync_server.projection.rebuild import rebuild
from tests.builders.backup import verified
from tests.builders.logged import entries_of
from tests.builders.pages import Browser, matched
from tests.builders.word_file import with_line, without, words_of

PAGE, UPLOAD, BACK = "/templates/tip", "/templates/file", "/templates/tip/back"
OWN = with_line("联系人：{{ 签发人 }}")


def sent(browser: Browser, raw: bytes, name: str = "提示.docx", **fields: str):
    """The answer to a template that is sent from the page."""
    return browser.client.post(
        UPLOAD,
        data={**browser.hidden(PAGE, UPLOAD), **fields},
        files={"file": (name, raw)},
        headers={"Origin": "http://duji.test"},
        follow_redirects=False,
    )


def problem(answer) -> str:
    """What is said beside the file."""
    found = matched(r'id="file-error"[^>]*>(.*?)</div>', answer.text)
    return re.sub(r"<[^>]+>|\s", "", found)


def test_all_ten_are_listed_and_built_in(supervisor):
    page = supervisor.page("/templates")
    assert all(f">{label(each)}</a>" in page for each in DocumentKind)
    assert page.count(">内置</span>") == len(DocumentKind)


@pytest.mark.parametrize("document", DocumentKind)
def test_each_has_its_names_its_file_and_an_example(supervisor, document):
    page = f"/templates/{document.value}"
    assert re.search(r"{[{%]", supervisor.page(page))
    assert supervisor.get(f"{page}/current.docx").content == built_in(document)
    answer = supervisor.get(f"{page}/example.docx")
    assert any(label(document) in each for each in words_of(answer.content))
    assert answer.headers["content-type"].endswith("wordprocessingml.document")
    assert answer.headers["content-disposition"].startswith("attachment; ")


def test_the_names_say_what_they_are_and_which_must_be_there(supervisor):
    page = supervisor.page("/templates/tip")
    row = matched(r"<tr[^>]*>((?:(?!</tr>).)*\{\{ 文号 \}\}.*?)</tr>", page)
    assert all(word in row for word in ("发文字号", "万教督〔2026〕7号", "必须有"))
    assert "{%p for … in 事项清单 %}" in page
    assert "{{ 事项.内容 }}" in page


def test_one_that_is_put_back_is_used_from_now_on(supervisor, server):
    assert sent(supervisor, OWN).headers["location"] == f"{PAGE}?done=set"
    page = supervisor.page(PAGE)
    assert all(word in page for word in (">本单位</span>", "提示.docx", "设置文书模板"))
    assert supervisor.get(f"{PAGE}/current.docx").content == OWN
    assert supervisor.get(f"{PAGE}/built-in.docx").content == built_in(DocumentKind.TIP)
    assert "联系人：李主任" in words_of(supervisor.get(f"{PAGE}/example.docx").content)
    (entry,) = entries_of(server.database, TemplateSet.kind)
    body = read(entry.line).body
    assert isinstance(body, TemplateSet)
    assert body.file is not None
    assert (body.file.name, body.file.sha256) == ("提示.docx", hashlib.sha256(OWN).hexdigest())
    assert verified(server).is_well
    assert rebuild(server.database) == {}


def test_the_built_in_one_can_come_back_and_the_own_one_too(supervisor):
    sent(supervisor, OWN)
    assert supervisor.fill(PAGE, BACK).headers["location"] == f"{PAGE}?done=back"
    assert supervisor.get(f"{PAGE}/current.docx").content == built_in(DocumentKind.TIP)
    assert sent(supervisor, OWN).status_code == 303
    page = supervisor.page(PAGE)
    assert page.count("设置文书模板") == 3
    assert supervisor.get(f"{PAGE}/current.docx").content == OWN


def test_a_wrong_one_is_refused_with_the_places_and_nothing_changes(supervisor, server):
    wrong = with_line("联系电话：{{ 电话 }}")
    answer = sent(supervisor, wrong)
    assert answer.status_code == 400
    told = problem(answer)
    assert "模板有1处要改，还没有换上。" in told
    assert "“联系电话：{{电话}}”：没有“电话”这个名字" in told
    assert "没有写“文号”" in problem(sent(supervisor, without("文号")))
    assert entries_of(server.database, TemplateSet.kind) == []


@pytest.mark.parametrize(
    ("raw", "name", "said"),
    [
        (b"", "a.docx", "文件是空的"),
        (b"x" * (MOST_FILE_BYTES + 1), "a.docx", "超过5MB"),
        (b"MZ", "a.exe", "文件打不开"),
        (OWN, "a.docm", "这是.docm文件"),
    ],
)
def test_what_is_no_template_is_refused_beside_its_field(supervisor, raw, name, said):
    answer = sent(supervisor, raw, name)
    assert (answer.status_code, said in problem(answer)) == (400, True)


def test_who_chose_no_file_is_told_so(supervisor):
    fields = supervisor.hidden(PAGE, UPLOAD)
    parts = [f'Content-Disposition: form-data; name="{n}"\r\n\r\n{v}' for n, v in fields.items()]
    parts.append('Content-Disposition: form-data; name="file"; filename=""\r\n\r\n')
    body = "".join(f"--x\r\n{each}\r\n" for each in parts) + "--x--\r\n"
    headers = {"Content-Type": "multipart/form-data; boundary=x", "Origin": "http://duji.test"}
    answer = supervisor.client.post(UPLOAD, content=body, headers=headers)
    assert (answer.status_code, problem(answer)) == (400, NO_FILE)


def test_who_saw_an_older_one_is_told_so(supervisor):
    stale = supervisor.hidden(PAGE, UPLOAD)
    sent(supervisor, OWN)
    answer = supervisor.client.post(
        UPLOAD,
        data=stale,
        files={"file": ("a.docx", with_line("别的"))},
        headers={"Origin": "http://duji.test"},
    )
    assert (answer.status_code, problem(answer)) == (409, OVERTAKEN)
    assert supervisor.get(f"{PAGE}/current.docx").content == OWN


def test_who_goes_back_twice_is_told_so(supervisor):
    sent(supervisor, OWN)
    one, other = (supervisor.hidden(PAGE, BACK) for _ in range(2))
    supervisor.send(BACK, **one)
    answer = supervisor.send(BACK, **other)
    assert (answer.status_code, "现在用的就是内置模板。" in answer.text) == (400, True)


def test_a_file_is_called_by_its_own_name_without_folders(supervisor):
    sent(supervisor, OWN, "C:\\模板\\工作提示.DOCX")
    answer = supervisor.get(f"{PAGE}/current.docx")
    assert "%E5%B7%A5%E4%BD%9C%E6%8F%90%E7%A4%BA.docx" in answer.headers["content-disposition"]


def test_roles_and_districts(supervisor, browsers):
    sent(supervisor, OWN)
    clerk, inspector, away = (
        browsers(each) for each in ("zhao.tong", "chen.jing", "li.zhuren.other")
    )
    assert UPLOAD not in clerk.page(PAGE)
    assert clerk.get(f"{PAGE}/current.docx").content == OWN
    assert inspector.get(PAGE).status_code == 403
    assert away.get(f"{PAGE}/current.docx").content == built_in(DocumentKind.TIP)
    assert ">内置</span>" in away.page(PAGE)
    assert sent(supervisor, OWN, document="nothing").status_code == 400
    assert supervisor.get("/templates/nothing").status_code == 400


def test_looking_at_templates_and_examples_is_no_export(supervisor, server):
    supervisor.get(f"{PAGE}/example.docx")
    supervisor.get(f"{PAGE}/current.docx")
    assert entries_of(server.database, TableExported.kind) == []


def test_what_is_put_back_opens_in_word(supervisor):
    sent(supervisor, OWN)
    found = Document(io.BytesIO(supervisor.get(f"{PAGE}/example.docx").content))
    assert found.paragraphs[-1].text == "联系人：李主任"

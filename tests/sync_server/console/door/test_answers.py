"""A unit answers findings with words and photos: its own alone, and nothing typed is lost."""

import io
import re

from PIL import Image
from sqlmodel import select

from domain.findings.course import Course
from domain.kinds.finding.reply import MOST_PHOTOS
from sync_server.data.tables import FindingCourseRow, PhotoFileRow
from sync_server.projection.rebuild import rebuild
from sync_server.verification.photos import photo_faults as faults_of
from tests.builders.at_door import Visitor, a_link
from tests.builders.office import a_picture
from tests.fixtures.heic import SMALL_HEIC

ANSWER = {
    "measures": "更换全部灭火器，每月检查。",
    "responsible": "总务处 罗主任",
    "due_on": "2026-05-25",
    "done": "已换新 4 具。",
    "is_done": "true",
    "name": "何校长",
}
JPEG = "image/jpeg"


def form_of(guest: Visitor, paper: str) -> str:
    found = re.search(r'href="(/door/answer\?[^"]+)"', guest.page(f"/door/papers/{paper}"))
    assert found is not None
    return found[1].replace("&amp;", "&")


def course_of(server):
    """What was said of the finding that somebody has said anything of."""
    with server.database.session() as session:
        found = [
            Course.model_validate_json(row.folded) for row in session.exec(select(FindingCourseRow))
        ]
    return next(iter(found), None)


def reply_of(server):
    course = course_of(server)
    return course.reply if course else None


def photos_of(server):
    reply = reply_of(server)
    assert reply is not None
    return reply.photos


def test_an_answer_with_photos_stands_on_the_finding(guest, paper, code, server, supervisor):
    before, after = a_picture("前"), _large_png()
    files = [("before", ("a.jpg", before, JPEG)), ("after", ("b.png", after, "image/png"))]
    form = form_of(guest, paper)
    answer = guest.fill(form, "/door/answer", files, code=code, **ANSWER)
    assert answer.headers["location"] == f"/door/papers/{paper}?done=answered"
    reply = reply_of(server)
    assert (reply.is_done, reply.responsible, reply.told_by) == (True, "总务处 罗主任", "何校长")
    assert course_of(server).measure.text == ANSWER["measures"]
    assert [each.is_after for each in reply.photos] == [False, True]
    page = guest.page(f"/door/papers/{paper}")
    shown = re.findall(r'href="(/door/photos/[^"]+)"', page)
    sizes = [Image.open(io.BytesIO(guest.get(each).content)).size for each in shown]
    assert sizes == [(640, 560), (1920, 960)]
    assert guest.get(f"{shown[0]}/thumbnail").headers["content-type"] == JPEG
    visit = supervisor.page(f"/visits/{course_of(server).visit}")
    assert all(f"/photos/{each.shown}" in visit for each in reply.photos)
    assert supervisor.get(f"/photos/{reply.photos[0].sha256}").content == before


def _large_png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (2400, 1200), (40, 120, 60)).save(out, "PNG")
    return out.getvalue()


def test_bad_photos_are_named_and_words_and_good_photos_stay(guest, paper, code, server):
    files = [
        ("before", ("ok.jpg", a_picture("前"), JPEG)),
        ("after", ("坏.jpg", a_picture("后")[:900], JPEG)),
        ("after", ("文.txt", b"no picture at all", "text/plain")),
        ("after", ("小.png", _small(), "image/png")),
        ("after", ("截断.heic", SMALL_HEIC[:300], "image/heic")),
    ]
    form = form_of(guest, paper)
    answer = guest.fill(form, "/door/answer", files, code=code, **ANSWER)
    assert answer.status_code == 400
    for said in (
        "“坏.jpg”已经损坏",
        "“文.txt”不是能用的照片",
        "“小.png”太小",
        "“截断.heic”是 HEIC",
    ):
        assert said in answer.text
    assert all(each in answer.text for each in ("每月检查。", "已换新 4 具。", "已收到"))
    assert reply_of(server) is None
    kept = re.findall(r'name="kept" value="([^"]+)"', answer.text)
    fields = {**guest.hidden(form, "/door/answer"), **ANSWER, "code": code, "kept": kept}
    assert guest.send("/door/answer", fields).status_code == 303
    assert len(photos_of(server)) == 1


def _small() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 40)).save(out, "PNG")
    return out.getvalue()


def test_a_phones_heic_photo_is_read(guest, paper, code, server):
    files = [("after", ("IMG_1.HEIC", SMALL_HEIC, "image/heic"))]
    guest.fill(form_of(guest, paper), "/door/answer", files, code=code, **ANSWER)
    assert len(photos_of(server)) == 1


def test_without_the_code_no_photo_is_taken_in(guest, paper, server):
    files = [("before", ("a.jpg", a_picture("前"), JPEG))]
    answer = guest.fill(form_of(guest, paper), "/door/answer", files, code="AAAAAAAAAA", **ANSWER)
    assert (answer.status_code, "照片还没有收下" in answer.text) == (400, True)
    with server.database.session() as session:
        assert list(session.exec(select(PhotoFileRow))) == []


def test_nobody_names_a_photo_that_is_not_their_own(guest, paper, code, server):
    form = form_of(guest, paper)
    forged = f"1.{'a' * 64}.{'b' * 64}.9.p1.{'c' * 64}"
    fields = {**guest.hidden(form, "/door/answer"), **ANSWER, "code": code}
    for token in (forged, "1.x.y.z.p.m", "1.x.y.9.p.m", "nothing"):
        guest.send("/door/answer", {**fields, "kept": token})
        fields["seen"] = course_of(server).version
    assert photos_of(server) == ()


def test_an_answer_over_a_newer_one_asks_first(guest, paper, code, server):
    form = form_of(guest, paper)
    fields = {**guest.hidden(form, "/door/answer"), **ANSWER, "code": code}
    guest.send("/door/answer", fields)
    answer = guest.send("/door/answer", {**fields, "measures": "另一个措施"})
    assert (answer.status_code, "刚才有人办理过" in answer.text) == (400, True)
    assert "另一个措施" in answer.text
    assert course_of(server).measure.text == ANSWER["measures"]


def test_what_was_done_is_wanted_of_what_is_said_to_be_done(guest, paper, code):
    form = form_of(guest, paper)
    answer = guest.fill(form, "/door/answer", code=code, **{**ANSWER, "done": ""})
    assert "请写做了什么" in answer.text


def test_the_code_is_typed_once_for_several_findings_but_not_in_another_browser(
    guest, paper, code, visitors, services
):
    on, action = f"/door/papers/{paper}", f"/door/papers/{paper}/receipt"
    guest.fill(on, action, code=code, name="何校长")
    page = guest.page(form_of(guest, paper))
    assert all(f'value="{each}"' in page for each in (code.replace("-", ""), "何校长"))
    other = visitors(a_link(services).secret)
    other.client.cookies.set(
        "duji_door_paper", guest.client.cookies["duji_door_paper"], domain="duji.test", path="/door"
    )
    assert code.replace("-", "") not in other.page(form_of(other, paper))


def test_another_units_things_are_nowhere(guest, paper, code, stranger, server):
    files = [("before", ("a.jpg", a_picture("前"), JPEG))]
    guest.fill(form_of(guest, paper), "/door/answer", files, code=code, **ANSWER)
    photo = photos_of(server)[0].shown
    visit = course_of(server).visit
    own = re.findall(r"/door/papers/([0-9a-f]+)", stranger.page("/door"))[0]
    for path in (
        f"/door/papers/{paper}",
        f"/door/answer?paper={paper}&visit={visit}&finding=f1",
        f"/door/answer?paper={own}&visit={visit}&finding=f1",
        f"/door/photos/{photo}",
        f"/door/photos/{photo}/thumbnail",
    ):
        assert (path, stranger.get(path).status_code) == (path, 404)
    token = stranger.hidden("/door", "/door/leave")["form_token"]
    fields = {"form_token": token, "code": code, **ANSWER, "visit": visit, "finding": "f1"}
    for action, more in (
        (f"/door/papers/{paper}/receipt", {}),
        ("/door/answer", {"paper": paper}),
        ("/door/answer", {"paper": own}),
    ):
        assert stranger.send(action, {**fields, **more}).status_code == 404


def test_a_form_of_another_session_or_site_does_nothing(guest, paper, code, visitors, services):
    other = visitors(a_link(services).secret)
    on, action = f"/door/papers/{paper}", f"/door/papers/{paper}/receipt"
    fields = {**other.hidden(on, action), "code": code, "name": "何校长"}
    answer = guest.send(action, fields)
    assert (answer.status_code, "页面已经过期" in answer.text) == (403, True)
    foreign = other.client.post(action, data=fields, headers={"Origin": "http://evil.example"})
    assert foreign.status_code == 403


def test_rebuilding_changes_nothing_and_the_photos_are_verified(guest, paper, code, server):
    files = [("before", ("a.jpg", a_picture("前"), JPEG))]
    guest.fill(form_of(guest, paper), "/door/answer", files, code=code, **ANSWER)
    assert rebuild(server.database) == {}
    photo = photos_of(server)[0]
    path = server.photo_store.path(photo.sha256)
    assert photo_faults(server) == set()
    path.write_bytes(b"another")
    assert photo_faults(server) == {photo.sha256}


def photo_faults(server) -> set[str]:
    with server.database.session() as session:
        rows = list(session.exec(select(PhotoFileRow)))
        return {each.key for each in faults_of(rows, server.photo_store.path)}


def test_more_photos_than_an_answer_holds_are_left_out_in_words(guest, paper, code, server):
    files = [("after", (f"{n}.jpg", a_picture(str(n)), JPEG)) for n in range(MOST_PHOTOS + 1)]
    answer = guest.fill(form_of(guest, paper), "/door/answer", files, code=code, **ANSWER)
    assert (answer.status_code, "最多放 12 张照片" in answer.text) == (400, True)
    assert len(re.findall(r'name="kept"', answer.text)) == MOST_PHOTOS


def test_measures_alone_are_an_answer_and_a_day_before_the_finding_is_none(
    guest, paper, code, server
):
    plan = {**ANSWER, "done": "", "is_done": ""}
    form = form_of(guest, paper)
    answer = guest.fill(form, "/door/answer", code=code, **{**plan, "due_on": "2026-05-01"})
    assert (answer.status_code, "早于发现问题的日期" in answer.text) == (400, True)
    assert guest.fill(form, "/door/answer", code=code, **plan).status_code == 303
    assert (course_of(server).measure.responsible, reply_of(server)) == ("总务处 罗主任", None)
    assert "整改中" in guest.page(f"/door/papers/{paper}")

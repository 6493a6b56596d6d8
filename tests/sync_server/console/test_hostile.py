"""Whatever people write, it stays text; whatever an address holds, the answer is a page."""

import hashlib
import re
from typing import Any

import pytest

from domain.kinds.author import Role
from domain.kinds.piece import ReasonPrivate, TextPrivate
from domain.kinds.register.district import DistrictSet
from domain.kinds.register.person import PersonPrivate, PersonSet
from domain.kinds.register.school import SchoolKind, SchoolSet
from domain.kinds.register.zone import ZoneSet
from domain.kinds.visit.answer import AnswerPrivate, ItemAnswered
from domain.kinds.visit.course import VisitAmended, VisitSubmitted
from domain.kinds.visit.finding import Category, FindingPrivate, FindingRaised
from domain.kinds.visit.lesson import LessonObserved, LessonPrivate
from domain.kinds.visit.photo import PhotoPrivate
from domain.kinds.visit.place import FixPrivate, VisitCheckedIn
from domain.kinds.visit.record import NoteSection, VisitNoted
from domain.kinds.visit.signature import SignedPrivate, Signer, VisitSigned
from sync_server.office.commands import Office
from tests.builders.handset import a_stamped_photo, write
from tests.builders.pages import matched
from tests.builders.server import version_of
from tests.fixtures.missing import skip_for_lack_of
from tools.front_end import CONSOLE_STYLE

BAR = 'aria-label="主要栏目"'
EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}"


@pytest.fixture
def visit(server, inspection):
    """A visit, school, zone, district and people whose every text is hostile."""
    bodies = (
        DistrictSet(district="wanshan", name=EVIL),
        ZoneSet(zone="z1", name=EVIL),
        SchoolSet(school_id="school-1", name=EVIL, school_kind=SchoolKind.PRIMARY, zone="z1"),
    )
    person = PersonSet(account="chen.jing", role=Role.INSPECTOR, zone="z1")
    write(server, "wanshan", *((body, None) for body in bodies), (person, PersonPrivate(name=EVIL)))
    return _evil_visit(server, inspection)


def _evil_visit(server, inspection):
    visit = inspection.open_visit(participants=("x",))
    words = ("teacher", "topic", "process", "strengths", "advice")
    evil: dict[str, Any] = dict.fromkeys(words, EVIL)
    texts = dict.fromkeys(("text", "suggestion", "place", "responsible"), EVIL)
    photo = a_stamped_photo(b"photo", accuracy_m=5.0, age_s=1.0, source="gps")
    fix = VisitCheckedIn(accuracy_m=5.0, age_s=1.0, source="manual")
    for body, private in (
        (fix, FixPrivate(lat=26.6, lng=106.7, reason=EVIL)),
        (ItemAnswered(item_id="m05-101", value="text"), AnswerPrivate(text=EVIL, remark=EVIL)),
        (ItemAnswered(item_id="not-in-list", value="no"), AnswerPrivate(remark=EVIL)),
        (LessonObserved(lesson_id="l", class_name=EVIL, subject=EVIL), LessonPrivate(**evil)),
        (FindingRaised(finding_id="f", category=Category.OTHER), FindingPrivate(**texts)),
        (photo, PhotoPrivate(lat=26.6, lng=106.7, caption=EVIL)),
        (VisitNoted(section=NoteSection.RECORD), TextPrivate(text=EVIL)),
        (
            VisitSigned(signer=Signer.SCHOOL_HEAD, head=visit, is_refused=True),
            SignedPrivate(name=EVIL, refusal_reason=EVIL),
        ),
        (VisitSubmitted(head=visit), None),
        (VisitAmended(), ReasonPrivate(reason=EVIL)),
    ):
        inspection.write(body, private)
    inspection.push()
    seen = version_of(server.database, visit)
    Office(server.database, server.committer).comment_visit("li.zhuren", visit, seen, EVIL)
    return visit


def test_no_text_anywhere_becomes_markup(visit, supervisor):
    queue = ("/review", f"/review?visit={visit}")
    for path in (*queue, "/visits", f"/visits/{visit}", "/month?by=school", "/month?by=inspector"):
        page = supervisor.page(path)
        assert "alert(1)" in page
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "49}}" not in page
        assert "{{7*7}}" in page


def test_what_an_address_holds_is_not_shown_as_markup(supervisor):
    for path in (
        f"/visits?school={EVIL[:60]}",
        "/sign-in?to=%22%3E%3Cscript%3E",
        f"/visits?flag={EVIL[:60]}",
    ):
        page = supervisor.page(path)
        assert "<script>alert" not in page
        assert '"><script>' not in page


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing-here", 404),
        ("GET", "/visits/not-an-id", 404),
        ("GET", "/photos/not-a-hash", 400),
        ("GET", "/static/nothing.css", 404),
        ("GET", "/static/../pages.py", 404),
        ("POST", "/visits", 405),
        ("GET", "/visits?page=x", 400),
        ("GET", "/visits?at=after.x", 400),
        ("GET", "/visits?at=after", 400),
        ("GET", "/visits?at=first.2026-05-14.1", 400),
        ("GET", "/visits?at=after.2026-05-14.9999999999999999999", 400),
        ("GET", "/papers?at=after.2026-05-14.x.y", 400),
        ("GET", "/papers?at=before.2026", 400),
        ("GET", "/visits?school=" + "x" * 61, 400),
        ("GET", "/month?by=nothing", 400),
    ],
)
def test_whatever_goes_wrong_is_a_page_in_chinese(supervisor, method, path, status):
    answer = supervisor.client.request(method, path)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert "回到首页" in answer.text
    assert BAR in answer.text
    assert "Traceback" not in answer.text


def test_a_failure_nobody_foresaw_is_a_page_and_a_line_in_the_log(supervisor, monkeypatch, caplog):
    def broken(*_args, **_kwargs):
        raise RuntimeError("the secret of the failure")

    monkeypatch.setattr("sync_server.review.visit_listing.VisitList.months", broken)
    answer = supervisor.get("/visits")
    assert answer.status_code == 500
    assert "服务器出错了" in answer.text
    assert BAR in answer.text
    assert "the secret" not in answer.text
    assert "GET /visits failed" in caplog.text


def test_it_is_a_page_without_a_bar_for_who_is_not_known(supervisor, browsers, monkeypatch, caplog):
    answer = browsers().get("/nothing-here")
    assert (answer.status_code, BAR in answer.text) == (404, False)

    def broken(*_args, **_kwargs):
        raise RuntimeError("no table of sessions")

    monkeypatch.setattr("sync_server.access.accounts.Accounts.seats", broken)
    answer = supervisor.get("/visits")
    assert (answer.status_code, BAR in answer.text) == (500, False)
    assert "服务器出错了" in answer.text
    assert "nobody knows who asks" in caplog.text


def test_every_page_goes_out_under_a_strict_policy(supervisor):
    for path in ("/visits", "/month", "/sign-in", "/nothing"):
        headers = supervisor.get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"


def test_no_page_holds_a_style_or_a_script_of_its_own(visit, supervisor):
    for path in ("/visits", f"/visits/{visit}", "/month", "/sign-in"):
        page = supervisor.page(path)
        assert "<style" not in page
        assert ' style="' not in page
        assert not [tag for tag in page.split("<script")[1:] if ' src="/static/' not in tag]
        assert " onclick" not in page


def test_static_files_are_kept_when_asked_for_by_their_content(supervisor):
    page = supervisor.page("/visits")
    address = page.split('href="/static/css/base.css')[1].split('"')[0]
    kept = supervisor.get(f"/static/css/base.css{address}")
    assert "immutable" in kept.headers["cache-control"]
    assert "immutable" not in supervisor.get("/static/css/base.css").headers.get(
        "cache-control", ""
    )


def test_a_slice_of_the_font_is_named_after_its_content_and_kept(supervisor):
    if not CONSOLE_STYLE.is_file():
        skip_for_lack_of("the console's font", "run `python3 -m tools.setup`")
    address = matched(r'href="(/static/vendor/fonts/[^"]+)"', supervisor.page("/visits"))
    style = supervisor.get(address)
    assert "immutable" in style.headers["cache-control"]
    assert style.text.count("font-display:swap") == style.text.count("unicode-range:") > 40
    for name in re.findall(r'url\("([^"]+)"\)', style.text)[:3]:
        answer = supervisor.get(f"/static/vendor/fonts/{name}")
        assert hashlib.sha256(answer.content).hexdigest()[:12] in name
        assert "immutable" in answer.headers["cache-control"]
        assert "content-encoding" not in answer.headers

"""An inspector's photo: brought by the office, seen on the board, the card and the pass."""

import io
import re
from datetime import timedelta

import pytest
from PIL import Image
from starlette.testclient import TestClient

from sync_server.data.tables import PortraitRow
from sync_server.door.portraits import HIGH_PX, WIDE_PX
from sync_server.settings import Settings
from sync_server.wiring import create_app
from tests.builders.at_door import Visitor
from tests.builders.office import a_picture
from tests.builders.pages import Browser, matched

PAGE, TO = "/portraits/chen.jing", "/portraits/file"


def bring(browser: Browser, content: bytes):
    return browser.client.post(
        TO,
        data=browser.hidden(PAGE, TO),
        files={"file": ("证件照.jpg", content)},
        headers={"Origin": str(browser.client.base_url).rstrip("/")},
        follow_redirects=False,
    )


def with_place() -> bytes:
    """A photo that says where it was taken."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (26.0, 35.0, 0.0)}
    exif[0x010E] = "secret place"
    Image.open(io.BytesIO(a_picture())).save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.fixture
def parent(server, tmp_path) -> Visitor:
    app = create_app(server, Settings(data=tmp_path / "data"))
    return Visitor(TestClient(app, "http://duji.test", raise_server_exceptions=False))


def test_it_is_small_upright_and_says_nothing_of_where_it_was_taken(supervisor, server):
    assert bring(supervisor, with_place()).headers["location"] == f"{PAGE}?done=set"
    answer = supervisor.get(f"{PAGE}/photo")
    assert answer.headers["content-type"] == "image/jpeg"
    with Image.open(io.BytesIO(answer.content)) as image:
        assert image.size == (WIDE_PX, HIGH_PX)
        assert len(image.getexif()) == 0
    assert b"secret" not in answer.content
    assert f'src="{PAGE}/photo"' in supervisor.page("/people/chen.jing")
    assert "设置照片" in supervisor.page(PAGE)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "不是能用的照片"),
        (b"%PDF-1.7", "不是能用的照片"),
        (a_picture()[:900], "已经损坏"),
    ],
)
def test_what_is_no_photo_is_refused_beside_its_field(supervisor, content, said):
    answer = bring(supervisor, content)
    assert answer.status_code == 400
    assert re.search(rf'id="file-error" role="alert">[^<]*{said}', answer.text)
    assert supervisor.get(f"{PAGE}/photo").status_code == 404


def test_nobody_is_overridden_unseen(supervisor):
    seen = supervisor.hidden(PAGE, TO)
    bring(supervisor, a_picture("一"))
    late = supervisor.client.post(
        TO,
        data=seen,
        files={"file": ("b.jpg", a_picture("二"))},
        headers={"Origin": str(supervisor.client.base_url).rstrip("/")},
    )
    assert late.status_code == 409
    assert "刚才有人换过这张照片" in late.text


def test_it_is_seen_on_the_board_and_the_card_until_it_is_taken_off(supervisor, server, parent):
    bring(supervisor, a_picture())
    board = supervisor.page("/schools/school-1/card")
    assert f'src="{PAGE}/photo"' in board
    card = matched(r"/card/[0-9A-Z]{10}", board, whole=0)
    assert f'src="{card}/photo/1"' in parent.page(card)
    assert parent.get(f"{card}/photo/1").content == supervisor.get(f"{PAGE}/photo").content
    assert parent.get(f"{card}/photo/2").status_code == 404
    supervisor.fill(PAGE, f"{PAGE}/off")
    assert "/photo/1" not in parent.page(card)
    assert parent.get(f"{card}/photo/1").status_code == 404
    with server.database.session() as session:
        row = session.get(PortraitRow, ("wanshan", "chen.jing"))
    assert row is not None
    assert row.sha256 is None


def test_a_pass_shows_it_as_long_as_it_holds(supervisor, parent, clock):
    bring(supervisor, a_picture())
    fields = {"school_id": "school-1", "account": "chen.jing", "basis": "经常性督导"}
    made = supervisor.fill("/passes/new", "/passes/new", valid_on="2026-05-14", **fields)
    where = made.headers["location"].partition("?")[0]
    entry = matched(r"/pass/[\w.-]+", supervisor.page(f"{where}/code"), whole=0)
    assert f'src="{entry}/photo/1"' in parent.page(entry)
    assert parent.get(f"{entry}/photo/1").headers["content-type"] == "image/jpeg"
    assert parent.get(f"{entry}/photo/2").status_code == 404
    assert parent.get("/pass/none.none/photo/1").status_code == 404
    clock.now += timedelta(days=1)
    assert "/photo/1" not in parent.page(entry)
    assert parent.get(f"{entry}/photo/1").status_code == 404


def test_who_may_not_set_the_register_only_looks(supervisor, browsers):
    bring(supervisor, a_picture())
    clerk = browsers("zhao.tong")
    assert 'id="upload"' not in clerk.page(PAGE)
    assert clerk.get(f"{PAGE}/photo").status_code == 200
    assert browsers("chen.jing").get(f"{PAGE}/photo").status_code == 403
    assert supervisor.get("/portraits/nobody").status_code == 404

"""核对: a code or a file leads to its photo, and a file is told from the original."""

import io
from pathlib import Path

import pytest
from PIL import Image

from domain.kinds.visit.photo import MOST_BYTES
from domain.trail.check_code import check_code
from domain.trail.line import sha256_hex
from tests.builders.office import Inspection, a_picture
from tests.builders.pages import matched

BAND_PX = 60
ORIGINAL = a_picture("走廊里的画", (90, 140, 170))
CODE = check_code(sha256_hex(ORIGINAL), "p1")


def jpeg(picture: Image.Image, quality: int = 82) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def stamped(data: bytes) -> bytes:
    """The picture with a band below."""
    scene = Image.open(io.BytesIO(data))
    whole = Image.new("RGB", (scene.width, scene.height + BAND_PX), (250, 250, 248))
    whole.paste(scene, (0, 0))
    return jpeg(whole)


STAMPED = stamped(ORIGINAL)
HEIGHT = Image.open(io.BytesIO(STAMPED)).height


def saved_again(data: bytes = STAMPED, width: int = 400, cut: int = 0) -> bytes:
    """The photo smaller and compressed anew, so many rows at its bottom cut off."""
    whole = Image.open(io.BytesIO(data))
    picture = whole.crop((0, 0, whole.width, whole.height - cut))
    return jpeg(picture.resize((width, picture.height * width // picture.width)), 50)


@pytest.fixture
def visit(server) -> str:
    """A visit of Chen's with a photo whose file has arrived and was looked at."""
    chen = Inspection.of(server)
    visit = chen.open_visit("school-1")
    chen.check_in()
    chen.take_photo(
        "p1",
        STAMPED,
        "走廊",
        height=HEIGHT,
        band_px=BAND_PX,
        check_code=CODE,
        original_sha256=sha256_hex(ORIGINAL),
    )
    chen.submit(has_no_problem=True)
    chen.push()
    chen.send_photo(STAMPED)
    server.looker.look()
    return visit


def upload(browser, data: bytes | None, **fields: str):
    """Send a file as the page's form does."""
    token = matched(r'action="/check/picture".*?value="([0-9a-f]+)"', browser.page("/check"))
    files = {} if data is None else {"picture": ("照片.jpg", data, "image/jpeg")}
    return browser.client.post(
        "/check/picture",
        data={"form_token": token, **fields},
        files=files or {"picture": ("", b"", "application/octet-stream")},
        headers={"Origin": "http://duji.test"},
    )


@pytest.mark.parametrize("typed", [CODE, CODE.lower(), f"{CODE[:5]} - {CODE[5:]}"])
def test_a_code_leads_to_its_photo(visit, supervisor, typed):
    page = supervisor.page(f"/check?code={typed}")
    assert "是本区的照片" in page
    assert f'href="/visits/{visit}#photos">第1小学 2026年5月14日 星期四' in page
    assert "陈静" in page
    assert "和原始照片的指纹相符" in page


def test_a_code_that_no_photo_has_and_one_that_is_none_are_told_apart(visit, supervisor):
    page = supervisor.page("/check?code=0000000000")
    assert ("不是本区的照片" in page, "没有校验码 <code>0000000000</code>" in page) == (True, True)
    answer = supervisor.get("/check?code=<b>")
    assert (answer.status_code, "10 位字母和数字" in answer.text) == (400, True)
    assert 'value="&lt;b&gt;"' in answer.text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (STAMPED, "是本区的照片，没有改动"),
        (ORIGINAL, "是本区照片的原图，没有改动"),
        (saved_again(), "但不是原来的文件"),
        (saved_again(width=700), "但不是原来的文件"),
        (saved_again(cut=BAND_PX), "但不是原来的文件"),
        (saved_again(ORIGINAL), "但不是原来的文件"),
        (STAMPED + b"\0", "但不是原来的文件"),
    ],
    ids=["same", "original", "smaller", "larger", "band cut", "original again", "a byte more"],
)
def test_a_file_is_told_from_the_original(visit, supervisor, data, said):
    answer = upload(supervisor, data)
    assert (answer.status_code, said in answer.text) == (200, True)
    assert f'href="/visits/{visit}#photos"' in answer.text


def test_a_picture_of_something_else_is_none_of_ours(visit, supervisor):
    answer = upload(supervisor, stamped(a_picture("操场上的另一处", (200, 60, 60))))
    assert (answer.status_code, "不是本区的照片" in answer.text) == (200, True)
    assert visit not in answer.text


def test_nothing_of_the_file_is_kept(visit, supervisor, tmp_path: Path):
    def files() -> dict[str, int]:
        return {str(p): p.stat().st_size for p in (tmp_path / "data" / "photos").rglob("*")}

    before = files()
    upload(supervisor, saved_again())
    assert files() == before


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "请先选一个照片文件"),
        (b"no picture at all", "不是能打开的"),
        (b"\xff\xd8\xff" + b"x" * 5000, "不是能打开的"),
        (b"\0" * (MOST_BYTES + 1), "超过 50 MB"),
    ],
    ids=["none", "text", "broken", "too long"],
)
def test_what_is_no_photo_gets_a_sentence(visit, supervisor, data, said):
    answer = upload(supervisor, data)
    assert (answer.status_code, said in answer.text) == (400, True)
    assert 'id="picture-form"' in answer.text


def test_another_districts_photos_are_as_if_they_were_not_there(visit, browsers):
    other = browsers("li.zhuren.other")
    assert "不是本区的照片" in other.page(f"/check?code={CODE}")
    for data in (STAMPED, ORIGINAL, saved_again()):
        page = upload(other, data).text
        assert ("不是本区的照片" in page, visit in page) == (True, False)


@pytest.mark.parametrize("account", ["chen.jing", "zhao.tong"])
def test_only_the_office_checks(visit, browsers, supervisor, account):
    browser = browsers(account)
    assert browser.get(f"/check?code={CODE}").status_code == 403
    home = "/month" if account == "zhao.tong" else "/visits"
    token = matched(r'name="form_token" value="([0-9a-f]+)"', browser.page(home))
    files = {"picture": ("a.jpg", STAMPED, "image/jpeg")}
    answer = browser.client.post("/check/picture", data={"form_token": token}, files=files)
    assert (answer.status_code, visit in answer.text) == (403, False)


def test_a_form_without_its_token_or_with_texts_is_refused(visit, supervisor):
    files = {"picture": ("a.jpg", STAMPED, "image/jpeg")}
    answer = supervisor.client.post("/check/picture", data={"form_token": "00"}, files=files)
    assert answer.status_code == 403
    assert upload(supervisor, STAMPED, more="x\x00y").status_code == 400
    other = supervisor.client.post("/visits/x/review", files=files)
    assert other.status_code == 400


def test_a_photo_that_has_not_arrived_is_known_by_its_code(server, supervisor):
    chen = Inspection.of(server)
    chen.open_visit("school-1")
    chen.take_photo("p1", STAMPED, check_code=CODE, original_sha256=sha256_hex(ORIGINAL))
    chen.push()
    page = supervisor.page(f"/check?code={CODE}")
    assert "照片还在手机上，没有传来" in page


def test_a_code_that_is_not_of_its_original_is_marked(server, supervisor):
    chen = Inspection.of(server)
    chen.open_visit("school-1")
    chen.take_photo("p1", STAMPED, check_code=CODE)
    chen.push()
    assert "和原始照片的指纹不符" in supervisor.page(f"/check?code={CODE}")


def test_more_than_any_photo_may_have_is_a_page_that_says_how_much(supervisor):
    answer = upload(supervisor, b"\xff\xd8" + bytes(55_000_000))
    assert answer.status_code == 413
    assert answer.headers["content-type"].startswith("text/html")
    assert "核对的照片最大 50 MB" in answer.text

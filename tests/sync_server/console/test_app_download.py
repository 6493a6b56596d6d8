"""The page where phones get the app, and the package behind it."""

import hashlib
import html
import os
import re
from pathlib import Path

import pytest
import segno
from starlette.applications import Starlette
from starlette.testclient import TestClient

from sync_server.server import Server
from sync_server.settings import Settings
from sync_server.wiring import create_app
from tests.builders.app_package import an_apk
from tests.builders.pages import Browser, matched

PACKAGE = "/app-download/duji-0.2.0.apk"


@pytest.fixture
def apk(server: Server, tmp_path: Path) -> bytes:
    """A package of 300 KB, published as version 0.2.0."""
    path = an_apk(tmp_path / "built.apk", os.urandom(300_000))
    server.app_releases.publish(path, "0.2.0")
    return path.read_bytes()


def drawn(address: str) -> str:
    """The dark modules of the address's QR code, as the page draws them."""
    svg = segno.make(address, error="m", micro=False).svg_inline(omitsize=True)
    return matched(r' d="([^"]+)"', svg)


def test_before_anything_is_published_the_page_says_so(browsers):
    page = browsers().page("/app-download")
    assert "还没有发布安装包" in page
    assert ".apk" not in page
    assert browsers().get(PACKAGE).status_code == 404


@pytest.mark.usefixtures("apk")
def test_anybody_sees_what_there_is_and_how_to_check_it(browsers, apk):
    text = browsers().page("/app-download")
    shown = re.sub(r"\s|<[^>]+>", "", html.unescape(text))
    assert hashlib.sha256(apk).hexdigest().upper() in shown
    for words in (
        "0.2.0",
        "0.3MB",
        "允许此来源",
        "不要先卸载",
        "certutil-hashfileduji-0.2.0.apkSHA256",
    ):
        assert words in shown
    assert f'href="{PACKAGE}"' in text


@pytest.mark.usefixtures("apk")
def test_the_code_leads_to_this_page_by_the_address_people_use(server, browsers, tmp_path):
    assert drawn("http://duji.test/app-download") in browsers().page("/app-download")
    settings = Settings(data=tmp_path, public_url="https://duji.example.cn/")
    page = Browser(TestClient(create_app(server, settings), "http://10.0.0.1")).page(
        "/app-download"
    )
    assert drawn("https://duji.example.cn/app-download") in page
    assert "https://duji.example.cn</span>" in page


def test_phones_without_android_are_sent_to_the_web_version_where_there_is_one(
    server, browsers, tmp_path
):
    assert "没有开网页版" in browsers().page("/app-download")
    app = create_app(server, Settings(data=tmp_path), {"/app": Starlette()})
    answer = TestClient(app, "http://duji.test").get("/app-download")
    assert 'href="/app/"' in answer.text
    # It is a page of the console, although its path begins like the phone app's.
    assert answer.headers["x-frame-options"] == "DENY"
    assert "x-request-id" in answer.headers


def test_the_package_is_handed_out_as_what_it_is(browsers, apk):
    answer = browsers().get(PACKAGE)
    assert answer.content == apk
    assert answer.headers["content-type"] == "application/vnd.android.package-archive"
    assert answer.headers["content-disposition"] == 'attachment; filename="duji-0.2.0.apk"'
    assert answer.headers["etag"] == f'"{hashlib.sha256(apk).hexdigest()}"'
    head = browsers().client.head(PACKAGE)
    assert (head.content, head.headers["content-length"]) == (b"", str(len(apk)))


def test_a_broken_download_goes_on_where_it_was_cut(browsers, apk):
    browser = browsers()
    etag = browser.get(PACKAGE).headers["etag"]
    rest = browser.get(PACKAGE, **{"Range": "bytes=200000-", "If-Range": etag})
    assert (rest.status_code, rest.content) == (206, apk[200_000:])
    assert rest.headers["content-range"] == f"bytes 200000-{len(apk) - 1}/{len(apk)}"
    other = browser.get(PACKAGE, **{"Range": "bytes=200000-", "If-Range": '"another"'})
    assert (other.status_code, other.content) == (200, apk)
    beyond = browser.get(PACKAGE, Range=f"bytes={len(apk)}-")
    assert beyond.status_code == 416
    assert browser.get(PACKAGE, **{"If-None-Match": etag}).status_code == 304


@pytest.mark.usefixtures("apk")
@pytest.mark.parametrize(
    "name", ["duji-0.1.0.apk", "manifest.json", "..%2Fduji.db", "..%2Flog.key", "%2e%2e/log.key"]
)
def test_nothing_else_of_the_folder_is_handed_out(browsers, name):
    assert browsers().get(f"/app-download/{name}").status_code == 404


def test_a_manifest_that_cannot_be_read_is_said_and_keeps_no_workbook_back(
    server, browsers, apk, tmp_path
):
    (tmp_path / "data" / "app" / "manifest.json").write_text("{", "utf-8")
    answer = browsers().get("/app-download")
    assert (answer.status_code, "安装包暂时下载不了" in answer.text) == (503, True)
    assert server.app_releases.offer().newest is None

"""The server with the phone app beside it in one process."""

from pathlib import Path

import httpx2 as httpx
import pytest
from PIL import Image

import web
from app.sync.messages import Offline
from app.sync.transport import Request
from sync_server.settings import Settings
from tests.builders.running import running
from tests.harness.phone import PlayedPhone


def test_server_and_phone_answer_side_by_side(tmp_path: Path):
    app = web.create_web_app(Settings(data=tmp_path))
    with running(app) as url, httpx.Client(base_url=url) as client:
        page = client.get("/app/")
        deep = client.get("/app/visit/abc/notes")
        assert (page.status_code, deep.status_code) == (200, 200)
        assert 'base href="/app/"' in deep.text
        assert client.get("/app/fonts/NotoSansSC-Regular.ttf").status_code == 200
        assert client.get("/api/v1/health").status_code == 200
        forged = "/app/upload?f=x&e=2099-01-01T00:00:00%2B00:00&s=bad"
        assert client.put(forged, content=b"x").status_code == 403


def test_each_browser_s_secret_is_an_installation_of_its_own(tmp_path: Path):
    phones = web.WebPhones(tmp_path)
    one = phones.installation("first secret", "ws://127.0.0.1:8000/app/ws")
    assert one.folder == phones.installation("first secret", None).folder
    assert one.folder != phones.installation("second secret", None).folder
    assert "first secret" not in str(one.folder)
    assert one.server_url == "http://127.0.0.1:8000"


def test_only_a_demo_s_phone_can_play_that_there_is_no_network(tmp_path: Path):
    assert web.WebPhones(tmp_path).installation("secret", None).demo_network is None
    demo = web.WebPhones(tmp_path, is_demo=True).installation("secret", None)
    assert demo.demo_network is not None
    assert demo.transport is not None
    demo.demo_network.is_cut = True
    with pytest.raises(Offline):
        demo.transport.send("http://127.0.0.1:9", Request("GET", "/api/v1/health"))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("wss://duji.example.cn/app/ws", "https://duji.example.cn"),
        ("http://127.0.0.1:8000/app/", "http://127.0.0.1:8000"),
        ("", ""),
        (None, ""),
    ],
)
def test_server_of_a_page_is_where_it_came_from(address, expected):
    assert web.origin(address) == expected


async def test_browser_without_a_secret_gets_one_and_keeps_it():
    phone = PlayedPhone(web=True)
    kept: dict[str, str] = {}
    made: list[str] = []
    phone.answers["SharedPreferences.get"] = lambda args: kept.get(args["key"])
    phone.answers["SharedPreferences.set"] = lambda args: kept.update({args["key"]: args["value"]})

    async def main(page):
        made.append(await web.installation_secret())
        made.append(await web.installation_secret())

    await phone.start(main)
    assert made[0] == made[1] == kept[web.SECRET_NAME]
    assert len(made[0]) >= 43
    await phone.stop()


@pytest.mark.usefixtures("phone_pillow")
def test_browser_s_phone_can_read_what_iphones_write(tmp_path: Path):
    web.phone_app(web.WebPhones(tmp_path))
    assert "HEIF" in Image.OPEN

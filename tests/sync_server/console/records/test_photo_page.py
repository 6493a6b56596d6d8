"""A photo's page: its code to read out, when and where, and whether its file is the signed one."""

import re

import pytest

from domain.trail.check_code import check_code
from domain.trail.line import sha256_hex
from sync_server.photos.intact import FileState, state_of
from tests.builders.office import a_picture, a_rich_visit
from tests.builders.pages import matched

PICTURE = a_picture("一")


def told(page: str, title: str) -> str:
    text = matched(rf"<dt>{title}</dt><dd[^>]*>(.*?)</dd>", page)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).strip()


@pytest.fixture
def home(inspection) -> str:
    """A visit with two photos, of which the first has come."""
    visit = a_rich_visit(inspection, [PICTURE, a_picture("二")])
    inspection.send_photo(PICTURE)
    return f"/visits/{visit}/photos"


def test_the_page_tells_all_that_is_known(home, supervisor):
    page = supervisor.page(f"{home}/p1")
    assert f'<img src="/photos/{sha256_hex(PICTURE)}" alt="现场照片1"' in page
    assert told(page, "校验码").startswith("0123456789 读作：零 一 二 三 四，五 六 七 八 九")
    assert told(page, "照片文件") == "没有改动 和手机签名时的一样"
    assert told(page, "拍摄时间").startswith("2026-05-14 ")
    assert "手机计时" in told(page, "手机时间")
    assert (told(page, "来源"), told(page, "拍摄人")) == ("现场拍摄", "陈静")
    assert told(page, "地点").startswith("第1小学 距学校 0 米，误差 ± 15 米 卫星定位，26.59800")
    assert "第 1 张，共 2 张" in page


def test_a_file_that_was_changed_or_lost_since_is_told(home, server, supervisor):
    path = server.photo_store.path(sha256_hex(PICTURE))
    path.chmod(0o644)
    path.write_bytes(PICTURE + b"x")
    assert told(supervisor.page(f"{home}/p1"), "照片文件").startswith("有改动")
    path.unlink()
    page = supervisor.page(f"{home}/p1")
    assert told(page, "照片文件").startswith("不见了")
    assert "服务器上的照片文件不见了" in page


def test_a_photo_that_has_not_come_says_so(home, supervisor):
    page = supervisor.page(f"{home}/p2")
    assert told(page, "照片文件") == "还没有收到"
    assert "照片还在手机上，等待上传" in page


def test_one_goes_to_the_photos_before_and_after(home, supervisor):
    ways = re.compile(r'rel="(prev|next)" accesskey="\w" href="([^"]+)"')
    assert ways.findall(supervisor.page(f"{home}/p1")) == [("next", f"{home}/p2")]
    assert ways.findall(supervisor.page(f"{home}/p2")) == [("prev", f"{home}/p1")]


def test_a_code_that_is_not_the_originals_is_told(inspection, supervisor):
    visit = inspection.open_visit()
    right = check_code(sha256_hex(PICTURE + b"o"), "p1")
    inspection.take_photo("p1", PICTURE, check_code=right)
    inspection.take_photo("p2", a_picture("二"))
    inspection.push()
    assert "和原始照片的指纹不符" not in supervisor.page(f"/visits/{visit}/photos/p1")
    assert "和原始照片的指纹不符" in supervisor.page(f"/visits/{visit}/photos/p2")


def test_who_sees_a_photos_page(home, browsers):
    people = ("li.zhuren", "chen.jing", "wang.fang", "zhao.tong", "li.zhuren.other", "")
    statuses = [
        browsers(who).client.get(f"{home}/p1", follow_redirects=False).status_code for who in people
    ]
    assert statuses == [200, 200, 200, 403, 404, 303]
    assert browsers("li.zhuren").get(f"{home}/p9").status_code == 404


def test_a_file_is_told_by_all_of_its_bytes(tmp_path):
    file, data = tmp_path / "photo", b"a" * 3_000_000
    assert state_of(file, sha256_hex(data)) is FileState.LOST
    file.write_bytes(data)
    assert state_of(file, sha256_hex(data)) is FileState.INTACT
    file.write_bytes(data[:-1] + b"b")
    assert state_of(file, sha256_hex(data)) is FileState.CHANGED

"""Photos that the office puts to a finding it enters: checked, kept, shown, and lost to nobody."""

import io

import pytest
from PIL import Image
from sqlalchemy import text

from domain.kinds.finding.entering import MOST_PHOTOS
from sync_server.projection.rebuild import rebuild
from sync_server.verification.fault import FaultKind
from tests.builders.backup import verified
from tests.builders.office import a_picture
from tests.builders.pages import matched

FORM = "/findings/new"
SAID = {
    "school_id": "school-1",
    "source": "patrol",
    "raised_on": "2026-05-11",
    "text": "消防通道堆放杂物。",
    "category": "safety",
    "severity": "general",
    "owner": "school",
}
GOOD = ("现场.jpg", a_picture("一"))
NO_PHOTO = ("说明.jpg", b"%PDF-1.4")


def send(browser, *files: tuple[str, bytes], **changed: str):
    """The answer to the form with these files; the redirect is not followed."""
    fields = {**browser.hidden(FORM, FORM), **SAID, **changed}
    return browser.client.post(
        FORM,
        data=fields,
        files=[("photos", (*each, "image/jpeg")) for each in files],
        headers={"Origin": str(browser.client.base_url).rstrip("/")},
        follow_redirects=False,
    )


def sources(browser, answer) -> list[str]:
    page = browser.page(answer.headers["location"])
    return [each.partition('"')[0] for each in page.split('<img src="/findings/')[1:]]


def test_they_are_shown_on_the_findings_page_as_they_were_made_upright(supervisor, server):
    answer = send(supervisor, GOOD, ("走廊.png", a_picture("二")))
    assert answer.status_code == 303, answer.text
    found = sources(supervisor, answer)
    assert len(found) == 2
    photo = supervisor.get(f"/findings/{found[0]}")
    assert photo.headers["content-type"] == "image/jpeg"
    assert Image.open(io.BytesIO(photo.content)).format == "JPEG"
    assert not Image.open(io.BytesIO(photo.content)).getexif()
    assert rebuild(server.database) == {}


def test_verify_misses_a_photo_that_is_gone(supervisor, server):
    send(supervisor, GOOD)
    assert verified(server).is_well
    server.database.write(lambda each: each.ledger.execute(text("DELETE FROM kept_file")))
    assert [each.kind for each in verified(server).faults] == [FaultKind.FILE_GONE]


def test_only_the_findings_own_are_given_out_and_only_in_its_district(supervisor, browsers):
    (mine,) = sources(supervisor, send(supervisor, GOOD))
    (other,) = sources(supervisor, send(supervisor, ("另一张.jpg", a_picture("另"))))
    crossed = f"{mine.partition('/')[0]}/photos/{other.rpartition('/')[2]}"
    assert supervisor.get(f"/findings/{crossed}").status_code == 404
    assert browsers("li.zhuren.other").get(f"/findings/{mine}").status_code == 404
    assert browsers("chen.jing").get(f"/findings/{mine}").status_code == 403


def test_what_is_no_photo_is_refused_by_name_and_the_good_one_stays(supervisor):
    answer = send(supervisor, GOOD, NO_PHOTO)
    assert answer.status_code == 400
    for words in ("“说明.jpg”不是能用的照片", "已收到，不用再选：现场.jpg", "消防通道堆放杂物。"):
        assert words in answer.text
    carried = matched(r'name="carried" value="([^"]+)"', answer.text).replace("&#34;", '"')
    assert len(sources(supervisor, send(supervisor, carried=carried))) == 1


@pytest.mark.parametrize("spoiled", ["", "x", "{mark}.[]", "nonsense.[{{}}]"])
def test_nobody_names_a_photo_that_was_not_theirs(supervisor, spoiled):
    answer = send(supervisor, GOOD, text=" ")
    carried = matched(r'name="carried" value="([^"]+)"', answer.text).replace("&#34;", '"')
    forged = spoiled.format(mark=carried.partition(".")[0]) if spoiled else carried.swapcase()
    assert sources(supervisor, send(supervisor, carried=forged)) == []


def test_more_than_may_be_are_said_to_be_too_many(supervisor):
    files = [(f"{number}.jpg", a_picture(str(number))) for number in range(MOST_PHOTOS + 1)]
    answer = send(supervisor, *files)
    assert (answer.status_code, f"最多放 {MOST_PHOTOS} 张照片" in answer.text) == (400, True)


def test_the_same_photo_twice_is_one(supervisor):
    assert len(sources(supervisor, send(supervisor, GOOD, GOOD))) == 1


def test_a_control_character_beside_a_file_is_refused(supervisor):
    assert send(supervisor, GOOD, text="消防\x07通道").status_code == 400
    assert "消防" not in supervisor.page("/findings")

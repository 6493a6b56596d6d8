"""A damaged database in the hand: nothing more goes on it, it is rescued at a tap, and said."""

from typing import Any

import pytest

from app.ui.texts import rescue as words
from domain.phone.rescue import Rescued
from tests.builders.damage import PAGE, in_one_file, with_other_head, with_random
from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone
from tests.harness.working import at_month, begin, sync


async def with_a_visit(installation: PlayedInstallation) -> bytes:
    """The bytes of the database after a visit was begun, once the app was ended."""
    phone = await at_month(installation)
    await begin(phone)
    await sync(installation, phone)
    await installation.kill()
    return in_one_file(installation.folder)


async def read_on(phone: PlayedPhone) -> None:
    """Read what was rescued."""
    await phone.wait_for(words.TITLE)
    await phone.press(words.READ)


async def test_what_was_rescued_is_said_at_the_start_until_it_was_read(
    signed_in: PlayedInstallation,
):
    raw = await with_a_visit(signed_in)
    (signed_in.folder / "duji.db").write_bytes(with_other_head(raw, 0))
    phone = await signed_in.open(words.TITLE)
    assert "1 次督导，0 张照片" in phone.texts()
    assert words.NOTHING_LOST in phone.texts()
    assert words.GO_ON in phone.texts()
    await signed_in.kill()
    await read_on(await signed_in.start())
    assert signed_in.ui.signed.rescued is None
    await signed_in.kill()
    phone = await signed_in.start()
    assert words.TITLE not in phone.texts()


async def test_damage_that_shows_at_work_stops_it_and_is_rescued_at_a_tap(
    signed_in: PlayedInstallation,
):
    await with_a_visit(signed_in)
    phone = await signed_in.start()
    before = signed_in.ui.session.facts
    signed_in.services.on_damage(lambda: None)
    signed_in.ui.signed.is_damaged = True
    await phone.wait_for(words.DAMAGED_TITLE)
    (signed_in.folder / "duji.db.damaged").touch()
    await phone.press(words.RESCUE)
    await read_on(phone)
    await phone.until(lambda: signed_in.ui.signed.is_ready)
    assert signed_in.ui.session.facts == before
    assert signed_in.ui.phone is not None


async def test_damage_deep_in_the_file_is_found_by_itself(signed_in: PlayedInstallation):
    raw = await with_a_visit(signed_in)
    page = raw.rindex(b'"kind":"visit.opened"') // PAGE
    (signed_in.folder / "duji.db").write_bytes(with_random(raw, page))
    phone = await signed_in.start()
    if not signed_in.ui.signed.rescued:
        await phone.wait_for(words.DAMAGED_TITLE)
        await phone.press(words.RESCUE)
    await phone.wait_for(words.TITLE)
    assert "没能读出来" in phone.texts()
    assert words.NOTHING_LOST not in phone.texts()


async def test_phone_without_room_says_that_nothing_was_touched(
    signed_in: PlayedInstallation, monkeypatch: pytest.MonkeyPatch
):
    from app.store import database

    raw, usual = with_other_head(await with_a_visit(signed_in), 0), database._set_up

    def no_room(connection, record):
        usual(connection, record)
        connection.cursor().execute("PRAGMA max_page_count=40").close()

    (signed_in.folder / "duji.db").write_bytes(raw)
    with monkeypatch.context() as patch:
        patch.setattr(database, "_set_up", no_room)
        phone = await signed_in.open("空间满了")
        assert "原来的文件没有动" in phone.texts()
        assert "不要卸载督迹" in phone.texts()
        await signed_in.kill()
    await read_on(await signed_in.start())


@pytest.mark.parametrize(
    ("lack", "said"),
    [
        ({"lost": 3}, "3 条记录没能读出来，服务器上也不一定有"),
        ({"lost": 3, "stuck": 5}, "接在后面的 5 条救回来了，内容在手机里，但服务器接不上"),
        ({"lost_on_server": 2}, "2 条记录在这部手机上读不出了，服务器上已有"),
        ({"is_end_known": False}, words.END_UNKNOWN),
        ({"photos_gone": 1}, "1 张照片的文件不见了"),
        ({"stray_photos": 4}, "4 张照片的文件还在手机里"),
    ],
)
def test_each_lack_has_its_sentence_and_nothing_is_claimed_beside_it(
    lack: dict[str, Any], said: str
):
    rescued = Rescued(entries=9, visits=2, first_on="2026-05-04", last_on="2026-05-14", **lack)
    assert said in "".join(words.not_saved(rescued))
    assert words.NOTHING_LOST not in words.not_saved(rescued)
    assert "2026 年 5 月 4 日到2026 年 5 月 14 日" in words.saved(rescued)[0]


def test_what_comes_next_names_files_and_those_without():
    rescued = Rescued(
        entries=1,
        first_on="2026-05-04",
        last_on="2026-05-04",
        withheld=1,
        files=("a.duji",),
        not_exported=("陈静",),
        begins_anew=True,
    )
    assert "有一部分内容读不出了" in words.saved(rescued)[1]
    said = "".join(words.following(rescued))
    assert "另存成 1 个加密文件" in said
    assert "陈静的还没能" in said
    assert words.SIGN_IN in said
    assert words.saved(Rescued(lost=1)) == [words.NOTHING_SAVED]
    assert words.saved(Rescued()) == [words.NOTHING_THERE]

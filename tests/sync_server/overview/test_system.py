"""What the server says of itself, and what it says that it cannot know."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.clock import format_instant
from sync_server.data.own.backed_up import (
    backed_up_at,
    forget_backed_up_to,
    set_backed_up_to,
)
from sync_server.overview.system import (
    GB,
    Grade,
    System,
    app_notice,
    backup_notice,
    certificate_notice,
    disk_notice,
)

NOW = datetime(2026, 5, 14, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "grade", "words"),
    [
        (1, Grade.GOOD, "2026-05-14 11:00"),
        (36, Grade.GOOD, "核对无误"),
        (37, Grade.GRAVE, "已经 2 天没有备份"),
        (240, Grade.GRAVE, "已经 10 天没有备份"),
    ],
)
def test_a_backup_is_told_of_by_its_age(hours, grade, words):
    made_at = format_instant(NOW - timedelta(hours=hours))
    notice = backup_notice(made_at, is_any=True, now=NOW)
    assert (notice.grade, words in notice.text) == (grade, True)


def test_no_backup_is_grave_and_one_of_an_unknown_day_is_said_to_be_so():
    assert backup_notice(None, is_any=False, now=NOW).grade is Grade.GRAVE
    unknown = backup_notice(None, is_any=True, now=NOW)
    assert (unknown.grade, "不知道是哪一天" in unknown.text) == (Grade.NOTICE, True)


@pytest.mark.parametrize(
    ("free", "total", "grade"),
    [
        (200, 500, Grade.GOOD),
        (70, 500, Grade.NOTICE),
        (20, 500, Grade.GRAVE),
        (1.5, 8, Grade.GRAVE),
    ],
)
def test_a_disk_that_fills_is_told_of_in_time(free, total, grade):
    assert disk_notice(int(free * GB), total * GB).grade is grade


@pytest.mark.parametrize(
    ("newest", "versions", "grade", "words"),
    [
        (None, ["0.1.0"], Grade.UNKNOWN, "没有发布"),
        ("0.10.0", ["0.9.1", "0.10.0", ""], Grade.NOTICE, "还有 1 部手机是旧版"),
        ("0.10.0", ["0.10.0", "0.11.0"], Grade.GOOD, "没有手机用旧版"),
        ("0.2", ["unknown"], Grade.NOTICE, "还有 1 部"),
    ],
)
def test_phones_with_an_older_app_are_counted(newest, versions, grade, words):
    notice = app_notice(newest, versions)
    assert (notice.grade, words in notice.text) == (grade, True)


@pytest.mark.parametrize("is_https", [True, False])
def test_of_the_certificate_nothing_is_known_and_that_is_said(is_https):
    assert certificate_notice(is_https=is_https).grade is Grade.UNKNOWN


def test_what_is_worst_comes_first(server, clock):
    def space() -> tuple[int, int]:
        return 1 * GB, 500 * GB

    system = System(server.database, clock, space, server.app_releases, True)
    grades = [each.grade for each in system.notices([])]
    assert grades == [Grade.GRAVE, Grade.GRAVE, Grade.UNKNOWN, Grade.UNKNOWN]


def test_a_backup_that_was_made_is_known_from_then_on(server, clock, tmp_path):
    made_at = format_instant(clock())
    server.database.write(lambda it: set_backed_up_to(it, 3, made_at))
    system = System(server.database, clock, server.photo_store.space, server.app_releases, True)
    (backup,) = [each for each in system.notices([]) if each.matter == "备份"]
    assert backup.grade is Grade.GOOD
    server.database.write(forget_backed_up_to)
    assert backed_up_at_now(server) is None


def backed_up_at_now(server) -> str | None:
    with server.database.session() as session:
        return backed_up_at(session.connection())

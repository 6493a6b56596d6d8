"""Why the phone's own storage did not take something, in words that say what is safe."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from domain.errors import Unavailable

DAMAGED_CODE = "store_damaged"
FULL_CODE = "phone_full"
_SQLITE_FULL = 13
_SQLITE_CORRUPT, _SQLITE_NOT_A_DATABASE = 11, 26
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})


def phone_full() -> Unavailable:
    """There is no room left on the phone."""
    return Unavailable(
        "手机存储空间满了，刚才这一步没有存上；之前的记录都在。"
        "请删掉些不用的视频或应用，或到“同步”里的“存储空间”清理，再存一次。",
        code=FULL_CODE,
    )


def no_room_to_rescue(size_bytes: int) -> Unavailable:
    """There is no room for a fresh database beside the damaged one."""
    return Unavailable(
        "手机里的记录文件有损坏，可是手机存储空间满了，还没能把读得出的救出来；原来的文件没有动。"
        f"请删掉些不用的视频或应用，腾出 {2 * size_bytes // 1_000_000 + 10} MB 以上，再打开督迹。"
        "请不要卸载督迹，也不要清除数据。",
        code=FULL_CODE,
    )


def file_failed() -> Unavailable:
    """A file could not be written; the database has nothing to do with it."""
    return Unavailable(
        "手机存储出了问题，刚才这一步没有存上；之前的记录都在。请重启手机后再试。",
        code="store_failed",
    )


def store_failed() -> Unavailable:
    """The database failed in another way; how it stands with the rest nobody knows."""
    return Unavailable(
        "手机存储出了问题，刚才这一步没有存上，之前的记录没有动过。请重启手机后再试；"
        "还不行的，请联系督导室，不要卸载督迹。",
        code="store_failed",
    )


def store_damaged() -> Unavailable:
    """The database is not as it was written; what can be read of it is rescued at the next start.

    It promises nothing: what is still there shows only then.
    """
    return Unavailable(
        "手机里的记录文件有损坏，刚才这一步没有做成。请关掉督迹再打开：会把还读得出的记录救出来，"
        "并说明哪些救回了、哪些没有。请不要卸载督迹，也不要清除数据。",
        code=DAMAGED_CODE,
    )


def store_closed() -> Unavailable:
    """The app is ending: its records are put away."""
    return Unavailable(
        "督迹正在关闭，刚才这一步没有存上；之前的记录都在。请重新打开督迹再试。",
        code="store_closed",
    )


def of_database(problem: object) -> Unavailable:
    """The error that a database driver's problem is."""
    code = getattr(problem, "sqlite_errorcode", None) or 0
    words = str(problem)
    if code == _SQLITE_FULL or "disk is full" in words:
        return phone_full()
    is_damaged = code & 0xFF in (_SQLITE_CORRUPT, _SQLITE_NOT_A_DATABASE)
    # A text that is none any more has no code of its own.
    return store_damaged() if is_damaged or "decode to UTF-8" in words else store_failed()


@contextmanager
def translated_files() -> Iterator[None]:
    """Turn what the file system refuses into words."""
    try:
        yield
    except OSError as error:
        raise (phone_full() if error.errno in _NO_ROOM else file_failed()) from error

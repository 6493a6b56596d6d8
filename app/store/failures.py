"""Why the phone's own storage did not take something, in words that say what is safe."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from domain.errors import Unavailable

_SQLITE_FULL = 13
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})


def phone_full() -> Unavailable:
    """There is no room left on the phone."""
    return Unavailable(
        "手机存储空间满了，刚才这一步没有存上；之前的记录都在。"
        "请删掉些不用的视频或应用，或到“同步”里的“存储空间”清理，再存一次。",
        code="phone_full",
    )


def store_failed() -> Unavailable:
    """The phone's storage failed in another way."""
    return Unavailable(
        "手机存储出了问题，刚才这一步没有存上；之前的记录都在。请重启手机后再试。",
        code="store_failed",
    )


def store_closed() -> Unavailable:
    """The app is ending: its records are put away."""
    return Unavailable(
        "督迹正在关闭，刚才这一步没有存上；之前的记录都在。请重新打开督迹再试。",
        code="store_closed",
    )


def of_database(problem: object) -> Unavailable:
    """The error that a database driver's problem is."""
    is_full = getattr(problem, "sqlite_errorcode", None) == _SQLITE_FULL
    return phone_full() if is_full or "disk is full" in str(problem) else store_failed()


@contextmanager
def translated_files() -> Iterator[None]:
    """Turn what the file system refuses into words."""
    try:
        yield
    except OSError as error:
        raise (phone_full() if error.errno in _NO_ROOM else store_failed()) from error

"""The format of the database: its number, and refusing what was written in another one.

A revision's name is this number and then three digits that count within it. What another
version wrote is refused before anything is touched, for good or until the server is renewed.
"""

from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from domain.errors import Unavailable

DATABASE_FORMAT = 4
REVISIONS = Path(__file__).parent

_WITHIN_A_FORMAT = 1000
_TABLE = "alembic_version"


@cache
def known_revisions() -> frozenset[str]:
    """The revisions this version can bring a database to, or go on from, by their files' names.

    A server whose database is at the newest one has no use for alembic, which takes 11 MB.
    """
    return frozenset(each.name.partition("_")[0] for each in REVISIONS.glob("versions/*_*.py"))


def newest_revision() -> str:
    """The revision this version works with."""
    return max(known_revisions())


def check_revision(revision: str | None) -> None:
    """Unavailable where a database at this revision is not one of this version; None is empty."""
    if revision is None or revision in known_revisions():
        return
    number = int(revision) if revision.isascii() and revision.isdigit() else 0
    if number > DATABASE_FORMAT * _WITHIN_A_FORMAT:
        raise Unavailable(
            f"数据库是更新版本的督迹写的（{revision}），这一版读不了，里面的东西没有动。"
            "请先升级服务器上的督迹。",
            code="newer_database",
        )
    raise Unavailable(
        f"数据库是正式启用以前的试用版写的（{revision}），这一版读不了，里面的东西没有动。"
        "请换一个空的数据文件夹或空的数据库，用 duji init 重新建立。",
        code="older_database",
    )


def revision_of(connection: Connection) -> str | None:
    """The revision the database is at; None before the first one."""
    if not inspect(connection).has_table(_TABLE):
        return None
    found: str | None = connection.execute(
        text(f"SELECT version_num FROM {_TABLE}")  # noqa: S608 - our own constant
    ).scalar()
    return found


def check_file(path: Path) -> None:
    """Unavailable for an SQLite file of another format, which is not changed by a byte.

    Opened as ours, a file would be set to WAL before anything of it is read. What SQLite has
    not yet brought into the file is not seen here: who opens it then looks again.
    """
    if not path.exists() or path.stat().st_size == 0:
        return
    address = f"sqlite:///file:{path.resolve().as_posix()}?immutable=1&mode=ro&uri=true"
    engine = create_engine(address, poolclass=NullPool, hide_parameters=True)
    try:
        check_revision(_revision_in(engine))
    finally:
        engine.dispose()


def _revision_in(engine: Engine) -> str | None:
    try:
        with engine.connect() as connection:
            return revision_of(connection)
    except DBAPIError:
        return None  # Damaged, or in the middle of a write: whoever opens it says so in words.

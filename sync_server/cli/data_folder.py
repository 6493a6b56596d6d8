"""Opening a data folder for a command, and closing it again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from domain.errors import BadInput, NotFound
from sync_server.register.districts import Districts
from sync_server.server import Server
from sync_server.settings import PREFIX, Settings
from sync_server.wiring import build_server

Data = Annotated[
    Path, typer.Option("--data", help="数据文件夹：数据库、密钥和照片都在里面。", metavar="DIR")
]
District = Annotated[
    str | None, typer.Option("--district", help="区县代码；只有一个区县时不用填。", metavar="CODE")
]
DATA = Path("data")


def settings_for(data: Path) -> Settings:
    """The settings of this run; BadInput names the one that cannot be."""
    try:
        return Settings(data=data)
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + "_".join(str(part) for part in first["loc"]).upper()
        raise BadInput(f"设置 {name} 不对：{first['msg']}。", code="bad_setting") from error


def is_begun(settings: Settings) -> bool:
    """Whether there is a database already; one on a server always counts as there."""
    return settings.database_url is not None or (settings.data / "duji.db").exists()


@contextmanager
def opened(data: Path) -> Iterator[Server]:
    """The services over an existing data folder; NotFound where there is none yet."""
    settings = settings_for(data)
    if not is_begun(settings):
        raise NotFound(
            f"文件夹 {data} 里还没有数据。正式使用请先运行 duji init，试用请运行 duji demo。",
            code="no_data",
        )
    server = build_server(settings)
    try:
        yield server
    finally:
        server.close()


def district_of(server: Server, wanted: str | None) -> str:
    """The district a command is about: the one named, else the only one there is."""
    codes = Districts(server.database, server.committer).names()
    if wanted is None and len(codes) == 1:
        return next(iter(codes))
    if not codes:
        raise NotFound("还没有区县。请先运行 duji init。", code="no_district")
    listed = "、".join(f"{code} {name}" for code, name in codes.items())
    if wanted is None:
        raise BadInput(
            f"有几个区县，请用 --district 说明是哪一个：{listed}。", code="which_district"
        )
    if wanted not in codes:
        raise NotFound(f"没有区县 {wanted}。现有：{listed}。", code="no_district")
    return wanted

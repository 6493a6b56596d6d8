"""Handing out one-time codes: on the screen, as a link and QR code, or as a sheet to print."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

import segno
import typer
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from domain.clock import local_date
from domain.errors import BadInput
from domain.sign_in import server_address
from sync_server.access.slips import Slip, drawn
from sync_server.cli.data_folder import settings_for

Address = Annotated[
    str | None,
    typer.Option(
        "--address",
        help="督学手机用的服务器地址，写进登录链接和二维码；不写时用设置 DUJI_PUBLIC_URL。",
        metavar="URL",
    ),
]
Sheet = Annotated[
    Path | None,
    typer.Option("--sheet", help="写出可打印的登录单（网页文件，一人一张，带二维码）。"),
]


def address_for(data: Path, wanted: str | None) -> str | None:
    """The server's address as phones reach it; None where nobody has said so."""
    told = wanted or settings_for(data).public_url
    return server_address(told) if told else None


def sheet_address(data: Path, wanted: str | None, sheet: Path) -> str:
    """The same for a sheet; BadInput where there is none, or the file is there already."""
    address = address_for(data, wanted)
    if sheet.exists():
        raise _is_there(sheet)
    if address is None:
        raise BadInput(
            "登录单上要有服务器地址：请用 --address https://… 写明督学手机用的地址。",
            code="no_address",
        )
    return address


def show_link(address: str | None, slip: Slip) -> None:
    """Print the link that signs in with the code; on a terminal as a QR code too."""
    if address is None:
        return
    link = slip.link(address).page
    typer.echo(f"登录链接（发给本人，点开就能登录，只能用一次）：{link}")
    if sys.stdout.isatty():
        segno.make(link, error="m", micro=False).terminal(compact=True)


@dataclass(frozen=True, slots=True)
class Printed:
    """A sheet to be written to a file: for which server, and when its codes will have expired."""

    file: Path
    address: str
    until: datetime

    def write(self, slips: Sequence[Slip]) -> None:
        """Write the page to print, a slip for each person; nobody else may read the file.

        BadInput where the file is there already.
        """
        page = _TEMPLATES.get_template("sign_in_sheet.html").render(
            address=self.address,
            until=local_date(self.until),
            slips=[(each, drawn(each.link(self.address))) for each in slips],
        )
        try:
            made = os.open(self.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError as error:
            raise _is_there(self.file) from error
        with os.fdopen(made, "w", encoding="utf-8") as out:
            out.write(page)
        typer.echo(
            f"{len(slips)} 张登录单已写到 {self.file}：用浏览器打开，打印，裁开当面发；发完请删除。"
        )


def _is_there(file: Path) -> BadInput:
    return BadInput(f"{file} 已经有了，没有覆盖；请换个文件名。", code="file_exists")


_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
)

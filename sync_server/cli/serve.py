"""``duji serve`` and ``duji demo``: the server, for real or to try."""

import ctypes
import gc
import logging
import os
import socket
import sys
from contextlib import suppress
from enum import Enum
from typing import Annotated

import typer
import uvicorn
from fastapi import FastAPI

from domain.errors import BadInput, Conflict, NotFound
from sync_server.cli.data_folder import DATA, Data, is_begun, settings_for
from sync_server.edge.collector import collect_seldom
from sync_server.edge.log_lines import set_up_logging
from sync_server.settings import PREFIX, Settings
from sync_server.wiring import build_server, create_app, end_process

PORT = 8000
LOOPBACK = "127.0.0.1"
# Of malloc.h: M_ARENA_MAX, and M_MMAP_THRESHOLD in bytes.
_ARENA_MAX, _HEAPS = -8, 2
_MMAP_THRESHOLD, _LARGE = -3, 128 * 1024
_TURN_S = 0.001
_ANY = "0.0.0.0"  # noqa: S104 -- compared with, never bound without being asked for

Port = Annotated[int, typer.Option("--port", min=1, max=65535, help="端口。")]
Host = Annotated[
    str, typer.Option("--host", help="监听地址；只给本机用是 127.0.0.1，局域网是 0.0.0.0。")
]


class WebPhones(Enum):
    """Whether the server also serves the phone app for browsers, and whether for a demo."""

    NONE = "none"
    REAL = "real"
    DEMO = "demo"


def serve(
    port: Port = PORT,
    host: Host = LOOPBACK,
    workers: Annotated[
        int, typer.Option("--workers", min=1, max=64, help="进程数；多于 1 要用 PostgreSQL。")
    ] = 1,
    web_app: Annotated[
        bool, typer.Option("--web-app", help="同时提供网页版手机端（/app/）。")
    ] = False,
    data: Data = DATA,
) -> None:
    """启动服务器。"""
    settings = settings_for(data)
    if not is_begun(settings):
        text = f"文件夹 {data} 里还没有数据。请先运行 duji init，试用请运行 duji demo。"
        raise NotFound(text, code="no_data")
    if workers > 1 and settings.database_url is None:
        text = "多个进程要用 PostgreSQL：请设置 DUJI_DATABASE_URL，或去掉 --workers。"
        raise BadInput(text, code="needs_postgresql")
    if workers > 1 and web_app:
        text = "网页版手机端只能用一个进程：请去掉 --workers 或 --web-app。"
        raise BadInput(text, code="one_process_only")
    _check_free(host, port)
    _show_addresses(host, port, with_phone=web_app)
    set_up_logging(settings.log_format)
    _run(settings, (host, port), workers, WebPhones.REAL if web_app else WebPhones.NONE)


def demo(
    port: Port = PORT,
    host: Host = LOOPBACK,
    prepare_only: Annotated[
        bool, typer.Option("--prepare-only", help="只生成演示数据，不启动。")
    ] = False,
    data: Data = DATA,
) -> None:
    """生成一个演示区县和它的一年，然后启动；已经生成过的直接启动。"""
    from sync_server.cli.demo import of_the_demo, prepare_demo, show_demo

    settings = of_the_demo(settings_for(data))
    if not prepare_only:
        _check_free(host, port)
    prepare_demo(settings)
    show_demo()
    if prepare_only:
        return
    _show_addresses(host, port, with_phone=True)
    # Whoever tries it out wants to go on seeing the addresses and accounts.
    set_up_logging(settings.log_format, logging.WARNING)
    _run(settings, (host, port), 1, WebPhones.DEMO)


def make_app() -> FastAPI:
    """The app of one of several worker processes; its settings come from the environment."""
    collect_seldom()
    _share_heaps()
    settings = Settings()
    set_up_logging(settings.log_format)
    app = create_app(build_server(settings, on_broken=end_process), settings)
    settle()
    return app


def settle() -> None:
    """Set the process up to serve, once all that start-up made is there.

    The garbage collector passes over what stays to the end: every few requests it else went
    through 170,000 objects, which held up all threads for 100 ms. Threads take turns after a
    millisecond: whoever comes back from the disk else waits up to five for one that reads a
    request (496 → 565 pushes answered a second).
    """
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(_TURN_S)


def _run(settings: Settings, place: tuple[str, int], workers: int, phones: WebPhones) -> None:
    """Serve until told to stop."""
    _share_heaps()
    app: FastAPI | str = "sync_server.cli.serve:make_app"
    if workers > 1:
        os.environ[f"{PREFIX}DATA"] = str(settings.data.absolute())
    else:
        app = _app(settings, phones)
        settle()
    uvicorn.run(
        app,
        host=place[0],
        port=place[1],
        workers=workers,
        factory=workers > 1,
        log_config=None,
        access_log=False,
        forwarded_allow_ips=settings.trusted_proxies,
        server_header=False,
    )


def _share_heaps() -> None:
    """Let threads allocate from few heaps, and give large pieces back at once.

    By itself glibc gives each thread a heap of its own and raises what it calls large with every
    large piece that is freed, until none is: half of what the server held of it was free.
    """
    if sys.platform == "linux":
        with suppress(AttributeError):  # another C library
            library = ctypes.CDLL(None)
            library.mallopt(_ARENA_MAX, _HEAPS)
            library.mallopt(_MMAP_THRESHOLD, _LARGE)


def _app(settings: Settings, phones: WebPhones) -> FastAPI:
    if phones is WebPhones.NONE:
        return create_app(build_server(settings, on_broken=end_process), settings)
    from web import create_web_app

    return create_web_app(settings, is_demo=phones is WebPhones.DEMO)


def _check_free(host: str, port: int) -> None:
    """Conflict when somebody listens there already, before anything long is begun."""
    with socket.socket() as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            text = f"端口 {port} 用不了（{error.strerror}）。请用 --port 换一个。"
            raise Conflict(text, code="port_taken") from error


def _show_addresses(host: str, port: int, *, with_phone: bool) -> None:
    shown = LOOPBACK if host == _ANY else host
    typer.echo(f"督导室网页：http://{shown}:{port}/")
    if with_phone:
        typer.echo(f"网页版手机端：http://{shown}:{port}/app/")
    typer.echo("按 Ctrl+C 停止。")

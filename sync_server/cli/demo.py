"""Preparing the demo for ``duji demo``: whole or not at all, and only once."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import typer

from demo.creation import begins_at, demo_accounts, demo_months, is_demo, make_demo
from demo.plan import YearShape
from demo.region import DISTRICT_NAME
from demo.timeline import StoryClock
from domain.errors import Conflict
from sync_server.backup.creation import Source, make_backup
from sync_server.cli.data_folder import is_begun
from sync_server.cli.listing import show_rows
from sync_server.register.districts import Districts
from sync_server.settings import Settings
from sync_server.wiring import build_server

_UNFINISHED = "preparing"


def of_the_demo(settings: Settings) -> Settings:
    """The settings, with what the demo says of itself where nothing was set."""
    said = {
        "operator": f"{DISTRICT_NAME}教育督导室（虚构，演示用）",
        "filing_number": "演示系统，没有备案",
        "complaints": "演示系统，没有投诉电话；正式使用时由督导室填写",
    }
    unset: dict[str, object] = {
        name: text for name, text in said.items() if not getattr(settings, name)
    }
    if settings.backups is None:
        unset["backups"] = settings.data.with_name(f"{settings.data.name}-backups")
    return settings.model_copy(update=unset)


def prepare_demo(settings: Settings, shape: YearShape | None = None) -> None:
    """Make the demo where it is not made yet. Conflict when the folder holds something else.

    It is made aside and put in its place when it is whole, so that a run that was cut off
    leaves nothing behind. In a database on a server it is made in place.
    """
    shape = shape or YearShape()
    if is_begun(settings) and _is_there(settings):
        return
    if settings.database_url is not None:
        _make(settings, shape)
        return
    aside = settings.data / _UNFINISHED
    shutil.rmtree(aside, ignore_errors=True)
    _make(settings.model_copy(update={"data": aside}), shape)
    for piece in sorted(aside.iterdir(), key=lambda each: each.name == "duji.db"):
        piece.rename(settings.data / piece.name)
    aside.rmdir()


def show_demo() -> None:
    """What the demo is, and the accounts to try it with."""
    months = demo_months(datetime.now(UTC))
    totals = YearShape().totals
    typer.echo(f"演示区县：{DISTRICT_NAME}（虚构），人名、学校都是编的。")
    typer.echo(
        f"年度数据按 {months[0]} 至 {months[-1]} 这 12 个整月统计：听课 {totals.lessons} 节、"
        f"教案 {totals.lesson_plans} 人次、专项督导 {totals.campaigns} 次、"
        f"培训 {totals.training_attendances:,} 人次；本月另计。"
    )
    show_rows(
        ("账号", "姓名", "身份", "密码"),
        [(each.account, each.name, each.role, each.password) for each in demo_accounts()],
    )


def _is_there(settings: Settings) -> bool:
    """Whether the whole demo is there; Conflict when something else or half of it is."""
    server = build_server(settings)
    try:
        if is_demo(server):
            return True
        names = Districts(server.database, server.committer).names()
    finally:
        server.close()
    if settings.database_url is not None and not names:
        return False
    held = "、".join(names.values()) or "还没有建好的区县"
    text = (
        f"这里已经有 {held} 的数据，不能再放演示。"
        "请用 --data 换一个文件夹，或用 duji serve 启动现有数据。"
    )
    raise Conflict(text, code="not_a_demo")


def _make(settings: Settings, shape: YearShape) -> None:
    now = datetime.now(UTC)
    clock = StoryClock(begins_at(now))
    server = build_server(settings, clock)
    try:
        with _progress(now) as report:
            make_demo(server, clock, (now, shape), report)
        if settings.backups is not None:
            source = Source(server, settings.data, settings.log_key, settings.export_key)
            make_backup(source, settings.backups, settings.backups_kept)
    finally:
        server.close()


@contextmanager
def _progress(now: datetime) -> Iterator[Callable[[datetime], None]]:
    """A bar over the year's days while it is made."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    begins = begins_at(now)
    columns = (TextColumn("正在生成演示年度"), BarColumn(), TextColumn("{task.fields[day]}"))
    with Progress(*columns, TimeElapsedColumn(), transient=True) as bar:
        task = bar.add_task("", total=(now - begins).total_seconds(), day="")

        def report(when: datetime) -> None:
            done = (when - begins).total_seconds()
            bar.update(task, completed=done, day=f"{when:%Y-%m-%d}")

        yield report

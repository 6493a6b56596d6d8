"""``duji verify`` and ``duji rebuild``: is everything as it was taken in, the tables too."""

from pathlib import Path
from typing import Annotated

import typer

from domain.clock import CST, format_instant, parse_instant
from sync_server.cli.data_folder import DATA, Data, opened
from sync_server.cli.edge import CANNOT
from sync_server.data.own.verified import Verified, set_verified
from sync_server.projection.rebuild import rebuild as rebuild_tables
from sync_server.verification.verify import Verification
from sync_server.verification.verify import verify as verify_everything
from sync_server.verification.witness import read_witness

_MOST_SHOWN = 200


def verify(
    witness: Annotated[
        list[Path] | None,
        typer.Option(
            "--witness",
            help="外部凭证：手机上的回执或另存的检查点（/log/…/checkpoint），可给几个。",
        ),
    ] = None,
    data: Data = DATA,
) -> None:
    """核验全部留痕、签名、日志树、照片和统计表；有一处不对就说明是哪里，并以状态 1 结束。"""
    witnesses = [read_witness(path) for path in witness or ()]
    with opened(data) as server:
        found = verify_everything(
            server.database, server.log_key.public_hex, server.photo_store.path, witnesses
        )
        _show(found)
        at = format_instant(server.clock())
        verified = Verified(at, found.entries, len(found.faults))
        server.database.write(lambda transaction: set_verified(transaction, verified))
    if not found.is_well:
        raise typer.Exit(CANNOT)


def _show(found: Verification) -> None:
    for fault in found.faults[:_MOST_SHOWN]:
        typer.echo(fault.sentence)
    if len(found.faults) > _MOST_SHOWN:
        typer.echo(f"还有 {len(found.faults) - _MOST_SHOWN} 处没有列出。")
    typer.echo(
        f"核验了 {found.entries} 条留痕、{found.tree_heads} 次提交、{found.photos} 张照片"
        f"和 {found.testimonies} 份外部凭证。"
    )
    if found.testimonies and found.covered >= found.entries:
        typer.echo(f"外部凭证证明了全部 {found.entries} 条。")
    for each in found.restorations:
        at = parse_instant(each.backed_up_at).astimezone(CST)
        typer.echo(
            f"注意：服务器在 {each.tree_size} 条之后是从 {at:%Y-%m-%d %H:%M} 的备份恢复的，"
            "那以后收过的由手机补回，收到时间以补回时为准。"
        )
    for lack in found.lacks:
        typer.echo(f"注意：{lack}")
    typer.echo("一切完好。" if found.is_well else f"有 {len(found.faults)} 处不对，见上。")


def rebuild(data: Data = DATA) -> None:
    """从留痕重新生成统计表；没有人改过数据库时，一行也不会变。"""
    with opened(data) as server:
        changed = rebuild_tables(server.database)
    for table, rows in sorted(changed.items()):
        typer.echo(f"{table}：改正了 {rows} 行。")
    if not changed:
        typer.echo("重新生成完毕，没有变化。")

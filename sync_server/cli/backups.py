"""``duji backup``, ``check-backup`` and ``restore``: a second copy of everything, and back."""

from pathlib import Path
from typing import Annotated

import typer

from domain.audit.use import Use, UseKind
from domain.clock import CST, parse_instant
from sync_server.backup.creation import Made, Source, make_backup
from sync_server.backup.manifest import DUMP
from sync_server.backup.restoration import Restored, Target, find_backup, restore_backup
from sync_server.backup.testing import check_backup as test_backup
from sync_server.cli.data_folder import DATA, Data, opened, settings_for
from sync_server.cli.edge import CANNOT, say_problem
from sync_server.register.districts import SYSTEM, Districts
from sync_server.server import Server
from sync_server.settings import Settings
from sync_server.wiring import utc_now

_MOST_SHOWN = 50


def backup(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="备份放在哪里；最好是另一块盘或另一台电脑。")
    ],
    keep: Annotated[int, typer.Option("--keep", min=1, help="保留最近几份。")] = 14,
    full: Annotated[
        bool, typer.Option("--full", help="把备份逐条、逐张照片彻底核对一遍，较慢。")
    ] = False,
    data: Data = DATA,
) -> None:
    """备份：服务器照常运行时也可以。核对无误才算数，手机随后才会清理已备份的照片。"""
    settings = settings_for(data)
    with opened(data) as server:
        source = Source(server, data, settings.log_key, settings.export_key)
        made = make_backup(source, folder, keep, is_full=full)
        _note(server, UseKind.BACKED_UP, made.folder.name)
    _show_made(made)
    if (data / "web_phones").exists():
        typer.echo("注意：网页版手机里还没有同步的内容不在备份里。")
    if made.manifest.faults:
        raise typer.Exit(CANNOT)


def check_backup(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="备份所在的文件夹。")],
    at: Annotated[
        str | None, typer.Option("--at", metavar="NAME", help="哪一份；不写就用最近完整的一份。")
    ] = None,
    data: Data = DATA,
) -> None:
    """测试一份备份：逐个文件、逐条、逐张核对，不动备份，也不动正在用的系统。"""
    shelf, found = find_backup(folder, at)
    with opened(data) as server:
        result = test_backup(shelf, found, server.clock)
        _note(server, UseKind.BACKUP_TESTED, found.folder.name)
    for fault in result.faults[:_MOST_SHOWN]:
        say_problem(fault)
    if result.faults:
        say_problem(f"{found.folder.name} 有 {len(result.faults)} 处不对，请不要用它恢复。")
        raise typer.Exit(CANNOT)
    opened_word = "" if result.is_opened else f"（{DUMP} 只核对了文件，没有打开。）"
    typer.echo(f"{found.folder.name} 测试无误：{result.photos} 张照片都在。{opened_word}")


def _note(server: Server, kind: UseKind, name: str) -> None:
    """Keep it for the audit page of every district: the backup holds all of them."""
    for district in Districts(server.database, server.committer).names():
        server.usage.note(Use(district, SYSTEM, kind, note=name))


def _show_made(made: Made) -> None:
    manifest = made.manifest
    typer.echo(
        f"已备份到 {made.folder}：{manifest.tree_size} 条留痕、"
        f"{manifest.photos} 张照片（这次新拷 {made.fresh_photos} 张）和密钥。"
    )
    if manifest.database is None:
        typer.echo(
            "注意：这台电脑上没有 pg_dump，数据库没有备份；请另用 pg_dump 备份。"
            "在那之前，手机不会清理照片。"
        )
    for fault in manifest.faults[:_MOST_SHOWN]:
        say_problem(fault)
    if manifest.faults:
        say_problem(f"备份有 {len(manifest.faults)} 处不对，不算数；以前的备份都还留着。")
    elif manifest.was_fully_verified:
        typer.echo("逐条、逐张彻底核对过，无误。" + _dump_word(made))
    elif manifest.database is not None:
        typer.echo("核对过日志和数量，无误。" + _dump_word(made))
    if made.pruned:
        typer.echo(f"删掉了较早的 {len(made.pruned)} 份：{'、'.join(made.pruned)}。")
    typer.echo("备份里有密钥和个人信息，请和原件一样保管好。")


def _dump_word(made: Made) -> str:
    is_dump = made.manifest.database == DUMP
    return f"（{DUMP} 只核对了目录；彻底核对要恢复到另一个数据库。）" if is_dump else ""


def restore(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="备份所在的文件夹。")],
    data: Annotated[Path, typer.Option("--data", metavar="DIR", help="恢复到哪个空的数据文件夹。")],
    at: Annotated[
        str | None, typer.Option("--at", metavar="NAME", help="哪一份；不写就用最近完整的一份。")
    ] = None,
    database_restored: Annotated[
        bool,
        typer.Option("--database-restored", help="PostgreSQL 已经自己恢复好了，只补其余的。"),
    ] = False,
) -> None:
    """从备份恢复到一个空文件夹；之后的记录由手机自动补回。"""
    settings = settings_for(data)
    shelf, found = find_backup(folder, at)
    url = settings.database if settings.database_url is not None else None
    target = Target(data, utc_now, url, database_restored)
    _show_restored(restore_backup(shelf, found, target), settings)


def _show_restored(restored: Restored, settings: Settings) -> None:
    manifest, data = restored.backup.manifest, settings.data
    made_at = parse_instant(manifest.made_at).astimezone(CST)
    typer.echo(
        f"已恢复到 {data}：{made_at:%Y-%m-%d %H:%M} 的备份，"
        f"{restored.gap.tree_size} 条留痕、{restored.photos} 张照片和密钥。"
    )
    if restored.missing_photos:
        typer.echo(f"备份里缺 {len(restored.missing_photos)} 张照片，手机上还有的会自动补传。")
    typer.echo(f"请运行 duji verify --data {data} 彻底核对，再用 duji serve 启动。")
    typer.echo("之后的记录和照片，各部手机下次同步时会自动补回，不用重新登录。")
    typer.echo(
        "那以后在督导室做的（审核、文书、导入、新账号、登录码、新登记的手机）不在备份里，"
        "请对照着重做；签发文书前，请先在“文书”页核定每种文书已发出的最后一个文号。"
    )
    for name, key in (("LOG", settings.log_key), ("EXPORT", settings.export_key)):
        kept = data / f"{name.lower()}.key"
        if key != kept:
            typer.echo(f"设置 DUJI_{name}_KEY_FILE 指向 {key}，请确认它和 {kept} 一样。")

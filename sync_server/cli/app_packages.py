"""``duji app``: the Android package that phones of this office install."""

from pathlib import Path
from typing import Annotated

import typer

from sync_server.cli.data_folder import DATA, Data, opened
from sync_server.releases.app_releases import Release

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)


@app.command("publish")
def publish(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="安卓安装包，.apk 文件。")],
    version: Annotated[str, typer.Option("--version", help="它的版本号，例如 0.2.0。")],
    oldest: Annotated[
        str | None,
        typer.Option("--oldest", help="低于这个版本的手机要先更新才能开始新的督导；不写则不变。"),
    ] = None,
    data: Data = DATA,
) -> None:
    """发布安装包：手机在 /app-download 下载，旧版手机会收到更新提示。"""
    with opened(data) as server:
        release = server.app_releases.publish(file, version, oldest)
    _show(release)
    typer.echo(
        "已发布。手机打开服务器网址后面加 /app-download 的页面下载；旧版手机下次同步时会提示更新。"
    )


@app.command("show")
def show(data: Data = DATA) -> None:
    """查看已发布的安装包。"""
    with opened(data) as server:
        release, offer = server.app_releases.newest(), server.app_releases.offer()
    if release is None:
        typer.echo("还没有发布安装包。发布：duji app publish 文件.apk --version 0.2.0")
    else:
        _show(release)
    told = (offer.newest or "不提示", offer.oldest or "不限")
    typer.echo(f"手机收到的：最新版本 {told[0]}，最低版本 {told[1]}。")


def _show(release: Release) -> None:
    typer.echo(f"版本 {release.version}，最低版本 {release.oldest or '不限'}，{release.file}")
    typer.echo(f"{release.size_bytes:,} 字节，{release.published_at} 发布")
    typer.echo(f"SHA-256 {release.sha256}")

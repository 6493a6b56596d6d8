"""``duji import-trail``: what a broken phone had not sent, from the files it sealed."""

from pathlib import Path
from typing import Annotated

import typer

from domain.errors import BadInput
from sync_server.cli.data_folder import DATA, Data, opened
from sync_server.cli.edge import CANNOT, say_problem
from sync_server.cli.listing import show_rows
from sync_server.server import Server
from sync_server.trail_import.members import BAD_CONTENT
from sync_server.trail_import.opener import CUT_OFF, DAMAGED, NEWER, NOT_ONE, OLDER, WRONG_KEY
from sync_server.trail_import.report import NOBODY, AccountCounts, PhotoFate, TrailReport
from sync_server.trail_import.run import import_trail as take_in
from sync_server.trail_import.run import rehearse_import

_MOST_SHOWN = 50

FILE_WORDS = {
    NOT_ONE: "不是督迹手机导出的留痕文件，什么也没有收。",
    OLDER: "是正式启用以前的试用版导出的，这一版读不了，什么也没有收。",
    NEWER: "是更新版本的督迹导出的，这一版读不了，什么也没有收。请先升级服务器上的督迹。",
    WRONG_KEY: (
        "打不开，什么也没有收：它可能是为另一台服务器封的（那台服务器的 export.key 才打得开），"
        "也可能开头坏了。请核对服务器，或请手机重新导出。"
    ),
    DAMAGED: "从中间某处起被改动过或坏了；那之前完整的内容照收，后面的没有收。",
    CUT_OFF: "没有传完，少了后面一截；前面完整的内容照收。请重新拷贝，或请手机重新导出。",
    BAD_CONTENT: "封得完好，里面的内容却读不懂；读懂的部分照收。请把文件留给维护人员看。",
}
MEMBER_WORDS = {
    "delivery_too_large": "太大，没有收",
    "too_many_lines": "行数太多，没有收",
    "bad_envelope": "第一行读不懂，没有收",
    "older_delivery": "是旧版本的格式，没有收",
    "newer_delivery": "是新版本的格式，没有收；请先升级服务器上的督迹",
}
LINE_WORDS = {
    "unknown_chain": "服务器没有登记过这部手机（或登记在恢复备份时丢了）",
    "unknown_prev": "它前面的记录服务器上没有",
    "unsigned_head": "没有这部手机的签名",
    "chain_mismatch": "开头与登记的账号或密钥不符",
    "wrong_seq": "序号接不上",
}
LINE_BROKEN = "内容不完整或被改动过"
PHOTO_WORDS = {
    PhotoFate.UNANNOUNCED: "没有哪条留痕提到它",
    PhotoFate.TOO_LONG: "比留痕里登记的大",
    PhotoFate.WRONG: "内容与留痕里的指纹不符",
}


def import_trail(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="手机导出的 .duji 文件，可给几个。")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="预演：只看会收下什么。")] = False,
    data: Data = DATA,
) -> None:
    """收下手机导出的留痕文件；同一个文件收几遍都一样。没有全部收下时以状态 1 结束。"""
    with opened(data) as server:
        are_whole = [_take(server, file, dry_run) for file in files]
    if dry_run:
        typer.echo("这是预演，没有改动数据。")
    if not all(are_whole):
        raise typer.Exit(CANNOT)


def _take(server: Server, path: Path, is_dry_run: bool) -> bool:
    """Whether the whole file is in now; says what became of it."""
    try:
        with path.open("rb") as file:
            report = rehearse_import(server, file) if is_dry_run else take_in(server, file)
    except (FileNotFoundError, IsADirectoryError):
        say_problem(f"找不到文件 {path}。")
        return False
    except BadInput as error:
        say_problem(f"{path.name}：{FILE_WORDS.get(error.specific_code, error.message)}")
        return False
    typer.echo(f"{path.name}：{report.deliveries} 批记录。")
    _show_accounts(report)
    _show_lacks(path.name, report)
    return report.is_whole


def _show_accounts(report: TrailReport) -> None:
    columns = ("账号", "姓名", "记录：新收", "已有", "未收", "照片：新收", "已有", "还缺")
    rows = [
        (each.account or "—", _name(each), *map(str, _figures(each)))
        for each in sorted(report.accounts.values(), key=lambda counts: counts.account)
    ]
    if rows:
        show_rows(columns, rows, is_wrapped=False)


def _name(each: AccountCounts) -> str:
    return "（认不出是谁的）" if each.account == NOBODY else each.name or "（不在名册）"


def _figures(each: AccountCounts) -> tuple[int, ...]:
    return (
        each.entries_new,
        each.entries_known,
        each.refused.total(),
        each.photos_new,
        each.photos_known,
        each.photos_missing,
    )


def _show_lacks(name: str, report: TrailReport) -> None:
    """Everything that was not taken, in a sentence each."""
    said = [
        f"{member}：{MEMBER_WORDS[error.specific_code]}。" for member, error in report.bad_members
    ]
    for each in report.accounts.values():
        for code, count in sorted(each.refused.items()):
            said.append(
                f"{_name(each)}：{count} 条记录没有收，{LINE_WORDS.get(code, LINE_BROKEN)}。"
            )
        if each.photos_missing:
            said.append(
                f"{_name(each)}：有 {each.photos_missing} 张照片不在文件里，服务器上也没有。"
            )
    said += [
        f"照片 {sha256[:12]}…：{PHOTO_WORDS[fate]}，没有收。" for sha256, fate in report.bad_photos
    ]
    if report.passed_over:
        said.append(f"另有 {report.passed_over} 项不认识的内容，略过了。")
    for sentence in said[:_MOST_SHOWN]:
        typer.echo(f"  {sentence}")
    if len(said) > _MOST_SHOWN:
        typer.echo(f"  还有 {len(said) - _MOST_SHOWN} 处没有列出。")
    if report.broken is not None:
        say_problem(f"{name}：{FILE_WORDS[report.broken.specific_code]}")
    if report.is_whole:
        typer.echo("  全部在服务器上了。")

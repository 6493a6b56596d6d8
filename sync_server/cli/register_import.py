"""``duji import``: schools, people, assignments and campaigns from a workbook."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from domain.clock import local_date
from domain.errors import BadInput
from sync_server.cli.data_folder import DATA, Data, District, district_of, opened
from sync_server.cli.edge import CANNOT
from sync_server.register.districts import Districts
from sync_server.register.importing.changes import (
    SHEET_ASSIGNMENTS,
    SHEET_CAMPAIGNS,
    SHEET_PEOPLE,
    SHEET_SCHOOLS,
    SHEET_ZONES,
    ImportPlan,
)
from sync_server.register.importing.run import NewAccount, RegisterImport
from sync_server.register.importing.template import write_template

_SHEETS = (SHEET_ZONES, SHEET_SCHOOLS, SHEET_PEOPLE, SHEET_ASSIGNMENTS, SHEET_CAMPAIGNS)
_MOST_SHOWN = 200


def import_file(
    file: Annotated[Path, typer.Argument(help="要导入的（或要写出的模板）xlsx 文件。")],
    template: Annotated[
        bool, typer.Option("--template", help="不导入，而是写出一个空白模板。")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="预演：只看会改什么。")] = False,
    codes: Annotated[
        Path | None, typer.Option("--codes", help="把新账号的登录码写进这个 CSV 文件。")
    ] = None,
    district: District = None,
    data: Data = DATA,
) -> None:
    """导入学校、督学、分工和专项；有一处错误就整个文件都不导入。"""
    if template:
        _write_new(file, write_template())
        typer.echo(f"模板已写到 {file}。")
        return
    raw = read_file(file)
    with opened(data) as server:
        code = district_of(server, district)
        register = RegisterImport(
            server.database, Districts(server.database, server.committer), server.accounts
        )
        plan = register.plan(raw, code, local_date(server.clock()))
        _show(plan)
        if plan.faults:
            raise typer.Exit(CANNOT)
        if dry_run:
            typer.echo("这是预演，没有改动数据。")
            return
        new = register.carry_out(plan, code)
    typer.echo("已导入。" if plan.changes else "没有变化。")
    _hand_out(new, codes)


def read_file(file: Path) -> bytes:
    """The file's bytes; BadInput, naming it, where there is none."""
    try:
        return file.read_bytes()
    except FileNotFoundError as error:
        raise BadInput(f"找不到文件 {file}。", code="no_file") from error
    except IsADirectoryError as error:
        raise BadInput(f"{file} 是文件夹，请给出文件。", code="no_file") from error


def _write_new(file: Path, raw: bytes) -> None:
    try:
        with file.open("xb") as out:
            out.write(raw)
    except FileExistsError as error:
        raise BadInput(f"{file} 已经有了，没有覆盖；请换个文件名。", code="file_exists") from error


def _show(plan: ImportPlan) -> None:
    """The faults, or how much of each sheet is new, changed and as it was."""
    console = Console(highlight=False, soft_wrap=True)
    if plan.faults:
        typer.echo(f"文件里有 {len(plan.faults)} 处错误，一行也没有导入：", err=True)
        for fault in plan.faults[:_MOST_SHOWN]:
            typer.echo(f"  {fault.sentence}", err=True)
        if len(plan.faults) > _MOST_SHOWN:
            typer.echo(f"  还有 {len(plan.faults) - _MOST_SHOWN} 处没有列出。", err=True)
        return
    table = Table("", "新增", "修改", "不变", box=None)
    for sheet in _SHEETS:
        new, changed = plan.count(sheet, is_new=True), plan.count(sheet, is_new=False)
        table.add_row(sheet, str(new), str(changed), str(plan.unchanged.get(sheet, 0)))
    console.print(table)
    for change in plan.changes[:_MOST_SHOWN]:
        typer.echo(f"  {'新增' if change.is_new else '修改'} {change.sheet}：{change.name}")


def _hand_out(new: Sequence[NewAccount], codes: Path | None) -> None:
    """Show the one-time codes of new accounts, or write them to a file for Excel."""
    if not new:
        return
    if codes is not None:
        with codes.open("w", encoding="utf-8-sig", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(("姓名", "账号", "登录码"))
            writer.writerows((each.name, each.account, each.code) for each in new)
        typer.echo(f"{len(new)} 个新账号的登录码已写到 {codes}，发完请删除。")
        return
    table = Table("姓名", "账号", "登录码", box=None)
    for each in new:
        table.add_row(each.name, each.account, each.code)
    typer.echo("新账号的登录码，请当面交给本人：")
    Console(highlight=False).print(table)

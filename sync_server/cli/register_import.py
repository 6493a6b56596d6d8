"""``duji import``: schools, people, assignments and campaigns from a workbook."""

import csv
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from domain.clock import local_date
from domain.errors import BadInput, DujiError
from sync_server.access.slips import Slip
from sync_server.cli.data_folder import DATA, Data, District, district_of, opened
from sync_server.cli.edge import CANNOT
from sync_server.cli.listing import show_rows
from sync_server.cli.sign_in_sheet import Address, Printed, Sheet, sheet_address
from sync_server.register.districts import Districts
from sync_server.register.importing.changes import (
    IN_ORDER,
    ImportPlan,
)
from sync_server.register.importing.faults import Fault
from sync_server.register.importing.parts import MOST_AT_ONCE
from sync_server.register.importing.run import HandOut, Imported, NewAccount, RegisterImport
from sync_server.register.importing.template import write_template

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
    sheet: Sheet = None,
    address: Address = None,
    confirm: Annotated[
        bool, typer.Option("--confirm", help="预演里要确认的几处都看过了，就是这样。")
    ] = False,
    district: District = None,
    data: Data = DATA,
) -> None:
    """导入学校、督学、分工和专项；有一处错误就整个文件都不导入。

    可能弄错的地方（改名、重名、位置太远等）会列出来，核对后加 --confirm 才导入。
    每 500 条写一次，中途断了再导入一次就接着做；预演以后别人改过的不覆盖，会逐条指明。
    """
    if template:
        return _write_new(file, write_template())
    raw = read_file(file)
    where = sheet_address(data, address, sheet) if sheet else ""
    with opened(data) as server:
        code = district_of(server, district)
        districts = Districts(server.database, server.committer)
        register = RegisterImport(server.database, districts, server.accounts)
        plan = register.plan(raw, code, local_date(server.clock()))
        _show(plan)
        if plan.faults:
            raise typer.Exit(CANNOT)
        if dry_run:
            register.note_seen(plan, code)
            return typer.echo("这是预演，没有改动数据。")
        if not confirm and register.to_confirm(plan, code):
            typer.echo("还没有导入：请核对上面几处，没有错就加 --confirm 再导入。", err=True)
            raise typer.Exit(CANNOT)
        printed = Printed(sheet, where, server.accounts.codes_last_until()) if sheet else None
        done = _carried_out(register, plan, code, partial(_hand_out, codes, printed))
    _sum_up(done)


def _carried_out(
    register: RegisterImport, plan: ImportPlan, district: str, hand_out: HandOut
) -> Imported:
    """What became of the plan; that it goes on where it stopped is said before any error."""
    try:
        return register.carry_out(plan, district, _progress, hand_out)
    except DujiError:
        typer.echo("没有做完；已经写入的都在，再导入一次这个文件就接着做。", err=True)
        raise


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
    typer.echo(f"模板已写到 {file}。")


def _show(plan: ImportPlan) -> None:
    """The faults, or how much of each sheet is new, changed and as it was; what was not read."""
    if plan.unread:
        typer.echo("文件里没有读的：", err=True)
        for sentence in plan.unread[:_MOST_SHOWN]:
            typer.echo(f"  {sentence}", err=True)
    if plan.faults:
        typer.echo(f"文件里有 {len(plan.faults)} 处错误，一行也没有导入：", err=True)
        _list(plan.faults)
        return
    rows = []
    for sheet in IN_ORDER:
        new, changed = plan.count(sheet, is_new=True), plan.count(sheet, is_new=False)
        rows.append((sheet, str(new), str(changed), str(plan.unchanged.get(sheet, 0))))
    show_rows(("", "新增", "修改", "不变"), rows, is_wrapped=False)
    for change in plan.changes[:_MOST_SHOWN]:
        typer.echo(f"  {'新增' if change.is_new else '修改'} {change.sheet}：{change.name}")
    if plan.doubts:
        typer.echo(f"有 {len(plan.doubts)} 处要确认：", err=True)
        _list(plan.doubts)


def _list(faults: Sequence[Fault]) -> None:
    for fault in faults[:_MOST_SHOWN]:
        typer.echo(f"  {fault.sentence}", err=True)
    if len(faults) > _MOST_SHOWN:
        typer.echo(f"  还有 {len(faults) - _MOST_SHOWN} 处没有列出。", err=True)


def _progress(done: int, of: int) -> None:
    if of > MOST_AT_ONCE:
        typer.echo(f"已处理 {done} / {of} 条。")


def _sum_up(done: Imported) -> None:
    """How much was written, how much stood already, and what was left out (status 1) and why."""
    if not done.written and not done.left:
        typer.echo(f"没有变化：{done.unchanged} 条都已经是文件里写的样子。")
        return
    typer.echo(f"已导入：这次写入 {done.written} 条；{done.unchanged} 条原来就已一致。")
    if done.left:
        typer.echo(f"有 {len(done.left)} 条没有导入：", err=True)
        _list(done.left)
        typer.echo("请核对这几条；要按文件改的，再导入一次这个文件。", err=True)
        raise typer.Exit(CANNOT)


def _hand_out(codes: Path | None, printed: Printed | None, new: Sequence[NewAccount]) -> None:
    """Show the one-time codes of new accounts, or write them to print or to a file for Excel."""
    if printed is not None:
        printed.write([Slip(each.name, each.account, each.code) for each in new])
    if codes is not None:
        with codes.open("w", encoding="utf-8-sig", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(("姓名", "账号", "登录码"))
            writer.writerows((each.name, each.account, each.code) for each in new)
        typer.echo(f"{len(new)} 个新账号的登录码已写到 {codes}，发完请删除。")
    if codes is not None or printed is not None:
        return
    typer.echo("新账号的登录码，请当面交给本人：")
    rows = [(each.name, each.account, each.code) for each in new]
    show_rows(("姓名", "账号", "登录码"), rows)

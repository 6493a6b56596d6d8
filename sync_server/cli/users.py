"""``duji user``: accounts of all that can be given a role."""

import getpass
import sys
from typing import Annotated

import typer

from domain.errors import BadInput, Conflict, NotFound
from domain.kinds.author import Role
from domain.kinds.register.account import CodeIssued, PasswordSet, SecondFactorSet, ShutOutSet
from domain.kinds.register.person import PersonSet, Post
from domain.sign_in import is_same_account, typed_account
from domain.words.roles import OFFERED
from domain.words.values import label
from sync_server.access.credentials import new_code, refuse_weak
from sync_server.access.slips import Slip
from sync_server.cli.data_folder import DATA, Data, District, district_of, opened
from sync_server.cli.listing import show_rows
from sync_server.cli.sign_in_sheet import (
    Address,
    Printed,
    Sheet,
    address_for,
    sheet_address,
    show_link,
)
from sync_server.cli.words import checked
from sync_server.register.districts import Districts
from sync_server.server import Server

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)

Account = Annotated[str, typer.Argument(help="账号，例如 chen.jing。", metavar="ACCOUNT")]


def _role(typed: str) -> Role:
    """The role that is typed; ValueError for what nobody can be given."""
    if typed not in OFFERED:
        raise ValueError(typed)
    return Role(typed)


ROLE_HELP = f"角色：{'、'.join(f'{each.value} {label(each)}' for each in OFFERED)}。"


@app.command("add")
def add(
    account: Account,
    name: Annotated[str, typer.Option("--name", help="姓名。")],
    role: Annotated[
        Role, typer.Option("--role", help=ROLE_HELP, parser=_role, metavar="ROLE")
    ] = Role.INSPECTOR,
    district: District = None,
    address: Address = None,
    data: Data = DATA,
) -> None:
    """新增一个账号，给出登录码。"""
    with opened(data) as server:
        code_of_district, account = district_of(server, district), typed_account(account)
        for state in server.accounts.everyone():
            if is_same_account(state.account, account):
                raise Conflict(f"账号 {state.account} 已经有了。", code="account_taken")
        post = Post.FULL_TIME if role is Role.INSPECTOR else None
        person = checked(PersonSet, account=account, role=role, post=post)
        districts = Districts(server.database, server.committer)
        districts.set_person(code_of_district, person, name)
        districts.note(CodeIssued(account=account))
        code = server.accounts.issue_code(account)
    typer.echo(f"已新增 {name}（{account}，{label(role)}）。登录码：{code}")
    show_link(address_for(data, address), Slip(name, account, code))
    if Slip(name, account, code, role.value).is_for_browser:
        typer.echo("要用浏览器登录，本人打开服务器的 /set-password，用这个登录码设置密码。")


@app.command("list")
def show(data: Data = DATA) -> None:
    """列出所有账号。"""
    with opened(data) as server:
        states = server.accounts.everyone()
    rows = [
        (
            each.account,
            each.name or "",
            label(Role(each.role)) if each.role else "（不在名册）",
            each.district or "",
            "有" if each.has_password else "—",
            "有" if each.has_code else "—",
            "停用" if each.is_disabled else "在用",
        )
        for each in states
    ]
    show_rows(("账号", "姓名", "角色", "区县", "密码", "登录码", "状态"), rows)


@app.command("disable")
def disable(
    account: Account,
    undo: Annotated[bool, typer.Option("--undo", help="恢复使用。")] = False,
    data: Data = DATA,
) -> None:
    """停用一个账号：网页退出、手机不能再同步；已交的记录不受影响。"""
    with opened(data) as server:
        account = _known(server, account)
        note = ShutOutSet(account=account, is_shut_out=not undo)
        Districts(server.database, server.committer).note(note)
        server.accounts.disable(account, is_disabled=not undo)
    typer.echo(f"账号 {account} 已{'恢复' if undo else '停用'}。")


@app.command("password")
def password(account: Account, data: Data = DATA) -> None:
    """设置密码：从键盘输入两遍，或从标准输入读一行。"""
    with opened(data) as server:
        account, typed = _known(server, account), _typed_password()
        refuse_weak(account, typed)
        Districts(server.database, server.committer).note(PasswordSet(account=account))
        server.accounts.set_password(account, typed)
    typer.echo(f"账号 {account} 的密码已设置，原来的网页登录已退出。")


@app.command("second-factor-off")
def second_factor_off(account: Account, data: Data = DATA) -> None:
    """关闭两步登录：本人手机丢了、又没有备用码时用。"""
    with opened(data) as server:
        account = _known(server, account)
        is_on = server.second_factors.is_on(account)
        if is_on:
            note = SecondFactorSet(account=account, is_on=False)
            Districts(server.database, server.committer).note(note)
        server.second_factors.turn_off(account)
    typer.echo(f"账号 {account} {'的两步登录已关闭' if is_on else '没有开启两步登录，没有改动'}。")


@app.command("code")
def code(
    accounts: Annotated[
        list[str], typer.Argument(help="账号，可给几个。", metavar="ACCOUNT", show_default=False)
    ],
    sheet: Sheet = None,
    address: Address = None,
    data: Data = DATA,
) -> None:
    """给出新的登录码，用来登录一部手机；以前的作废。"""
    where = sheet_address(data, address, sheet) if sheet else address_for(data, address)
    with opened(data) as server:
        known = [_known(server, each) for each in accounts]
        names = {each.account: each.name for each in server.accounts.everyone()}
        slips = [Slip(names[each] or each, each, new_code()) for each in known]
        if sheet and where:
            # Before they are good: none may be good and on no sheet.
            Printed(sheet, where, server.accounts.codes_last_until()).write(slips)
        districts = Districts(server.database, server.committer)
        districts.note(*(CodeIssued(account=slip.account) for slip in slips))
        server.accounts.keep_codes({slip.account: slip.code for slip in slips})
    for slip in [] if sheet else slips:
        typer.echo(f"账号 {slip.account} 的登录码：{slip.code}")
        show_link(where, slip)


def _known(server: Server, typed: str) -> str:
    """The account meant; NotFound where there is none."""
    meant = typed_account(typed)
    known = [each.account for each in server.accounts.everyone()]
    alike = [each for each in known if is_same_account(each, meant)]
    if meant in known or len(alike) == 1:
        return meant if meant in known else alike[0]
    raise NotFound(f"没有账号 {meant}。", code="no_account")


def _typed_password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("新密码：")
    if getpass.getpass("再输一遍：") != first:
        raise BadInput("两次输入的密码不一样，没有改动。", code="bad_password")
    return first

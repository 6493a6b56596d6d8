"""``duji init``: a new data folder with a district and its first administrator."""

from typing import Annotated

import typer

from domain.errors import BadInput, Conflict
from domain.kinds.author import Role
from domain.kinds.register.account import CodeIssued
from domain.kinds.register.district import DistrictSet
from domain.kinds.register.person import PersonSet
from sync_server.cli.data_folder import DATA, Data, is_begun, settings_for
from sync_server.cli.words import checked
from sync_server.register.districts import Districts
from sync_server.wiring import build_server


def init(
    data: Data = DATA,
    district: Annotated[
        str, typer.Option("--district", help="区县代码，六位行政区划代码。", metavar="CODE")
    ] = "",
    name: Annotated[str, typer.Option("--name", help="区县名称，例如 栖云区。")] = "",
    account: Annotated[str, typer.Option("--account", help="第一位管理员的账号。")] = "admin",
    person: Annotated[str, typer.Option("--person", help="第一位管理员的姓名。")] = "管理员",
) -> None:
    """建立一个区县：数据库、密钥、每月主题和清单，以及第一位管理员。

    已经建好的文件夹可以再次运行：带上新的区县代码就再加一个区县。
    """
    settings = settings_for(data)
    if not (district and name):
        raise BadInput(
            "请写明区县：duji init --district 520199 --name 栖云区", code="which_district"
        )
    begins = checked(DistrictSet, district=district, name=name, adcode=_adcode(district))
    admin = checked(PersonSet, account=account, role=Role.ADMIN)
    is_new = not is_begun(settings)
    server = build_server(settings)
    try:
        districts = Districts(server.database, server.committer)
        if account in {state.account for state in server.accounts.everyone()}:
            raise Conflict(
                f"账号 {account} 已经有了，请用 --account 换一个。", code="account_taken"
            )
        districts.begin(begins)
        districts.set_person(district, admin, person)
        districts.note(CodeIssued(account=account))
        code = server.accounts.issue_code(account)
    finally:
        server.close()
    typer.echo(f"已建立 {name}（{district}），数据在 {data.resolve()}。" + _backup_word(is_new))
    typer.echo(f"管理员 {person}，账号 {account}，登录码：{code}")
    typer.echo("接着：duji serve，在浏览器打开 /set-password，用登录码设置密码；登录后在“导入”里")
    typer.echo("上传学校和督学的名册。也可以用命令：duji user password、duji import。")


def _adcode(district: str) -> str | None:
    return district if district.isdigit() and len(district) == 6 else None


def _backup_word(is_new: bool) -> str:
    return (
        "请把 log.key 和 export.key 另外备份一份：前者证明每一张回执，后者打开手机导出的文件。"
        if is_new
        else ""
    )

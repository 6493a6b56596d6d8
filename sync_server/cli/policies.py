"""``duji policy``: the papers that inspectors can read on their phones without a network."""

from pathlib import Path
from typing import Annotated

import typer

from domain.clock import local_date
from domain.kinds.office.policy import PolicyCategory, PolicySet
from domain.words.values import label
from sync_server.cli.data_folder import DATA, Data, District, district_of, opened
from sync_server.cli.listing import show_rows
from sync_server.cli.register_import import read_file
from sync_server.cli.words import checked
from sync_server.ledger.append import OfficeEntry
from sync_server.policies.files import text_of_file
from sync_server.policies.library import Listed
from sync_server.register.districts import Districts

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)

PolicyId = Annotated[str, typer.Argument(help="文件的编号，只用字母、数字和 . _ -。", metavar="ID")]


@app.command("add")
def add(
    policy_id: PolicyId,
    file: Annotated[Path, typer.Argument(help="Word（.docx）、纯文本或 Markdown 文件。")],
    title: Annotated[str, typer.Option("--title", help="标题；不写用文件名。")] = "",
    number: Annotated[str, typer.Option("--number", help="文号。")] = "",
    organ: Annotated[str, typer.Option("--organ", help="发文机关。")] = "",
    issued_on: Annotated[
        str | None, typer.Option("--date", help="成文日期，如 2026-03-01。")
    ] = None,
    category: Annotated[
        PolicyCategory, typer.Option("--category", help="类别。")
    ] = PolicyCategory.NOTICE,
    theme: Annotated[
        list[str] | None, typer.Option("--theme", help="对应的主题编号，可给几个。")
    ] = None,
    must_be_read: Annotated[bool, typer.Option("--must-read", help="要求督学读完后确认。")] = False,
    district: District = None,
    data: Data = DATA,
) -> None:
    """把一份文件放进文件库；同一编号的换成新的。"""
    facts = checked(
        PolicySet,
        policy_id=policy_id,
        title=title or file.stem,
        number=number,
        organ=organ,
        issued_on=issued_on,
        category=category,
        theme_ids=tuple(theme or ()),
        must_be_read=must_be_read,
    )
    text = text_of_file(file.name, read_file(file))
    with opened(data) as server:
        code = district_of(server, district)
        districts = Districts(server.database, server.committer)
        versions = districts.versions(code)
        parts = server.policies.publication(code, facts, text)
        districts.write(code, [OfficeEntry.seen(part, versions) for part in parts])
    active = sum(part.is_active for part in parts)
    typer.echo(f"已放进文件库：{facts.title}（{len(text)} 字，分 {active} 段下发）。")


@app.command("list")
def show(district: District = None, data: Data = DATA) -> None:
    """列出文件库里的文件和读过的人。"""
    with opened(data) as server:
        today = local_date(server.clock()).isoformat()
        papers = server.policies.listed(district_of(server, district), today)
    if not papers:
        typer.echo("文件库还是空的。用 duji policy add 编号 文件 放进第一份。")
        return
    titles = ("编号", "标题", "文号", "类别", "要求读完", "已读")
    show_rows(titles, [_cells(paper) for paper in papers], is_wrapped=False)


@app.command("withdraw")
def withdraw(policy_id: PolicyId, district: District = None, data: Data = DATA) -> None:
    """把一份文件从文件库撤下；读过的记录还在。"""
    with opened(data) as server:
        code = district_of(server, district)
        districts = Districts(server.database, server.committer)
        versions = districts.versions(code)
        parts = server.policies.withdrawal(code, policy_id)
        districts.write(code, [OfficeEntry.seen(part, versions) for part in parts])
    typer.echo(f"已撤下 {policy_id}。")


def _cells(paper: Listed) -> tuple[str, ...]:
    facts = paper.facts
    readers = "、".join(f"{each.name}（{each.read_on}）" for each in paper.readers) or "—"
    must = "是" if facts.must_be_read else "—"
    return facts.policy_id, facts.title, facts.number or "—", label(facts.category), must, readers

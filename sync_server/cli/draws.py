"""``duji draw``: anybody repeats a campaign's draws (双随机) from the file that tells of them."""

from pathlib import Path
from typing import Annotated

import typer

from domain.campaigns.draw import DrawnTeam
from domain.campaigns.draw_file import DrawFile, RepeatedDraw, read_draw_file, repeat
from domain.errors import BadInput
from domain.words.values import label
from sync_server.cli.edge import CANNOT, say_problem
from sync_server.ledger.keys import is_signed


def draw(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="专项的双随机页面上下载的核验文件。")
    ],
    number: Annotated[
        str, typer.Option("--number", help="已公布而还没有抽取的，先用这个号码试算。")
    ] = "",
    key: Annotated[
        str, typer.Option("--key", help="日志公钥（/api/v1/log 上公布的），核对是不是那台服务器。")
    ] = "",
) -> None:
    """照公布的名单和号码重新抽一遍双随机，和记录的不一样就说明，并以状态 1 结束；不用数据库。"""
    found = _read(file)
    typer.echo(f"专项：{found.title}")
    repeated = repeat(found, is_signed, number)
    for place, each in enumerate(repeated.draws, 1):
        _show(found, place, each, is_last=place == len(repeated.draws))
    faults = list(repeated.faults)
    if key and key.strip().lower() != found.log_public_key:
        faults.append("日志公钥和给出的不一样，不是那台服务器的日志。")
    if not key:
        typer.echo(f"日志公钥：{found.log_public_key}（请和服务器 /api/v1/log 上的核对）")
    for fault in faults:
        say_problem(fault)
    has_result = any(each.given for each in repeated.draws)
    if faults or not has_result:
        raise typer.Exit(CANNOT)


def _read(path: Path) -> DrawFile:
    try:
        return read_draw_file(path.read_bytes())
    except (FileNotFoundError, IsADirectoryError) as error:
        raise BadInput(f"找不到文件 {path}。", code="no_such_file") from error


def _show(file: DrawFile, place: int, each: RepeatedDraw, *, is_last: bool) -> None:
    said = each.announced
    typer.echo(f"第 {place} 次公布，{each.announced_on} 记入日志：{said.criteria}")
    for share in said.shares:
        count = min(share.count, len(share.units))
        typer.echo(f"  {share.name}：{len(share.units)} 个单位，抽 {count} 个")
    typer.echo(f"  人员 {len(said.people)} 名，抽 {said.teams} 个组、每组 {said.team_size} 人")
    typer.echo(f"  号码：{said.seed_on} {label(said.source)} {said.source_words}".rstrip())
    for number, team in enumerate(each.given, 1):
        typer.echo(f"  第 {number} 组：{_team(file, team)}")
    typer.echo(f"  {_verdict(each, is_last)}")


def _team(file: DrawFile, team: DrawnTeam) -> str:
    people = "、".join(f"{file.people.get(one, one)}（{one}）" for one in team.people)
    units = "、".join(f"{file.units.get(one, one)}（{one}）" for one in team.units)
    return f"{people}；去 {units}"


def _verdict(each: RepeatedDraw, is_last: bool) -> str:
    """What came of repeating it."""
    if each.is_the_same:
        return f"号码 {each.digits}：和记录的结果一样。"
    if each.recorded:
        return f"号码 {each.digits}：和记录的结果不一样。"
    if each.given:
        return f"号码 {each.digits}：还没有抽取，这是试算的结果。"
    return "还没有抽取。" if is_last else "没有抽取，后来重新公布了。"

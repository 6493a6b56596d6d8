"""培训: trainings with who took part, the hours they add up to, and the page of each."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from domain.kinds.office.training import TrainingMode, TrainingRecorded
from domain.typed_number import written
from domain.words.values import label, words_of
from sync_server.console.kinds.column import Chip, Column, counted
from sync_server.console.kinds.filters import Choice
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed
from sync_server.console.kinds.noun import About, Noun, Opened, add_noun
from sync_server.console.kinds.thing_form import body_of
from sync_server.console.kinds.thing_page import Fact, Related, related
from sync_server.console.office_work.attached import add_attached, beside_of
from sync_server.console.office_work.counted_lists import (
    WHOLE,
    CountedFilters,
    held,
    hours_column,
    in_office_order,
    options_of,
    state_chips,
    to_month,
    zone_of,
)
from sync_server.console.office_work.training_form import FORM
from sync_server.console.office_work.withdrawable import DONE, reason_of
from sync_server.console.pages import dated, thing_path
from sync_server.counted.listing import ListedTraining, found_trainings
from sync_server.data.overview.activities import ActivityFilter
from sync_server.register.names import Names

router = APIRouter()

HOME = "/trainings"


class TrainingFilters(CountedFilters):
    """Which trainings the list shows."""

    home = HOME

    year: Annotated[Choice, Field(title="年份")] = ""
    month: Annotated[Choice, Field(title="月份")] = ""
    mode: Annotated[Choice, Field(title="方式")] = ""
    zone: Annotated[Choice, Field(title="责任区")] = ""
    account: Annotated[Choice, Field(title="督学")] = ""
    state: Annotated[Choice, Field(title="状态")] = ""


COLUMNS: tuple[Column[ListedTraining], ...] = (
    Column("名称", lambda each: each.body.title, lambda each: thing_path("training", each.code)),
    Column("日期", held, export=lambda each: each.body.held_on),
    Column("方式", lambda each: label(each.body.mode)),
    Column("责任区", zone_of),
    Column("组织单位", lambda each: each.body.organizer, is_on_phones=False),
    counted("督学", lambda each: len(each.body.inspectors)),
    counted("其他人员", lambda each: each.body.others),
    counted("人次", lambda each: each.body.attendances),
    hours_column("每人学时", lambda each: each.body.hours),
    hours_column("督学学时", lambda each: each.hours),
    Column("状态", chips=state_chips, is_exported=False),
)


def _rows(asking: Asking[TrainingFilters]) -> Listed[ListedTraining]:
    wanted, viewer = asking.wanted, asking.viewer
    found = found_trainings(
        asking.services.server.database,
        viewer,
        ActivityFilter(
            district=viewer.district,
            is_training=True,
            sort=wanted.mode,
            account=wanted.account,
            **wanted.shared,
        ),
    )
    modes = {each.value: word for each, word in words_of(TrainingMode).items()}
    people = {row.account: row.name for row in found.names.inspectors}
    return Listed(
        read=found.read,
        key=found.key,
        total=found.sums.activities,
        options={**options_of(found), "mode": modes, "account": people},
        note=f"{found.sums.sessions:,} 场次，{found.sums.attendances:,} 人次",
    )


def _links(asking: Asking[TrainingFilters]) -> list[Link]:
    year = asking.wanted.year or asking.wanted.month[:4]
    hours = Link("学时", f"/training-hours?year={year}" if year else "/training-hours")
    return [hours, *to_month(asking.wanted)]


def _about(opened: Opened) -> About:
    body, known = body_of(opened.history, TrainingRecorded), opened.history.names
    chips = [Chip("已撤销")] if body.is_withdrawn else []
    return About(
        facts=_facts(opened, body),
        chips=chips,
        links=[] if body.is_withdrawn else list(_ways(opened)),
        related=[_people(body, known)],
    )


def _facts(opened: Opened, body: TrainingRecorded) -> Iterator[Fact]:
    known = opened.history.names
    if body.is_withdrawn:
        yield Fact("撤销的原因", reason_of(opened.history) or "（文字已依法清除）")
    yield Fact("日期", dated(body.held_on))
    yield Fact("方式", label(body.mode))
    if body.organizer:
        yield Fact("组织单位", body.organizer)
    if body.place:
        yield Fact("地点", body.place)
    yield Fact("责任区", known.zone(body.zone) if body.zone else WHOLE)
    people = len(body.inspectors)
    yield Fact("人次", f"{body.attendances:,}（督学 {people:,}，其他 {body.others:,}）")
    hours = written(body.hours * people)
    yield Fact("督学学时", f"{people:,} 人 × {written(body.hours)} 学时 = {hours}")


def _ways(opened: Opened) -> Iterator[Link]:
    home = thing_path("training", opened.code)
    yield Link("签到表", f"{home}/sheet")
    if opened.viewer.may_count:
        yield Link("签到二维码", f"{home}/code")


def _people(body: TrainingRecorded, known: Names) -> Related:
    """Who took part, in the office's order; those whom it does not know any more come last."""
    order = in_office_order(known.people, body.inspectors)
    columns: tuple[Column[str], ...] = (
        Column("姓名", known.person, lambda each: thing_path("person", each)),
        Column("责任区", lambda each: _zone(known, each)),
        Column("学时", lambda _: written(body.hours), is_number=True),
    )
    return related("参加的督学", columns, order, "还没有勾选督学，也没有人签到。")


def _zone(known: Names, account: str) -> str:
    row = known.people.get(account)
    return known.zone(row.zone) if row and row.zone else ""


NOUN = Noun(
    form=FORM,
    filters=TrainingFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("还没有登记培训", "登记的培训计入统计报表和督学的学时。"),
    links=_links,
    about=_about,
    done=DONE,
    template="office_work/thing.html",
    beside_one=beside_of(HOME),
)


add_attached(router, NOUN)
add_noun(router, NOUN)

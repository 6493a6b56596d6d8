"""会议: the office's regular meetings and those of its bodies, with minutes and who was there."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response
from pydantic import Field

from domain.kinds.office.meeting import MeetingPrivate, MeetingRecorded, MeetingType
from domain.kinds.piece import Code
from domain.words.values import label, words_of
from sync_server.console.guard import CurrentUser, Services
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.filters import Choice, Filters
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed
from sync_server.console.kinds.noun import About, Noun, Opened, add_noun
from sync_server.console.kinds.thing_form import body_of
from sync_server.console.kinds.thing_page import Fact, Related, related
from sync_server.console.meetings.columns import MEETINGS
from sync_server.console.meetings.meeting_form import FORM
from sync_server.console.office_work.attached import add_attached, beside_of
from sync_server.console.office_work.signing_in import SHEET, SPARE, SheetLine
from sync_server.console.office_work.withdrawable import reason_of
from sync_server.console.pages import dated, thing_path
from sync_server.counted.bodies import ListedMeeting

router = APIRouter()

HOME = "/meetings"
WITHDRAWN, WITHOUT = "withdrawn", "without"


class MeetingFilters(Filters):
    """Which meetings the list shows."""

    home = HOME

    meeting_type: Annotated[Choice, Field(title="类别")] = ""
    organ: Annotated[Choice, Field(title="机构")] = ""
    year: Annotated[Choice, Field(title="年份")] = ""
    state: Annotated[Choice, Field(title="状态")] = ""

    def wants(self, row: ListedMeeting) -> bool:
        """Whether the meeting is among them."""
        body = row.body
        if body.is_withdrawn != (self.state == WITHDRAWN):
            return False
        if self.state == WITHOUT and (row.row.has_minutes or body.files):
            return False
        is_of_kind = self.meeting_type in ("", body.meeting_type)
        is_of_year = body.held_on.startswith(self.year)
        return is_of_kind and is_of_year and self.organ in ("", body.organ)


COLUMNS: tuple[Column[ListedMeeting], ...] = (
    *MEETINGS[:-2],
    Column("地点", lambda each: each.body.place, is_on_phones=False),
    *MEETINGS[-2:],
)


def _rows(asking: Asking[MeetingFilters]) -> Listed[ListedMeeting]:
    found = asking.services.bodies.meetings(asking.viewer)
    rows = InOrder(found, asking.wanted.wants, lambda each: each.row.meeting_id)
    years = dict.fromkeys(each.body.held_on[:4] for each in found)
    options = {
        "meeting_type": {each.value: word for each, word in words_of(MeetingType).items()},
        "organ": {each.body.organ: each.organ for each in found if each.body.organ},
        "year": {each: f"{each}年" for each in years},
        "state": {"": "有效", WITHOUT: "没有纪要", WITHDRAWN: "已撤销"},
    }
    return rows.listed(options)


def _about(opened: Opened) -> About:
    body = body_of(opened.history, MeetingRecorded)
    chips = [Chip("已撤销")] if body.is_withdrawn else []
    sheet = Link("签到表", f"{thing_path('meeting', opened.code)}/sheet")
    return About(
        _facts(opened, body),
        chips,
        links=[] if body.is_withdrawn else [sheet],
        related=[_there(opened, body)],
    )


def _facts(opened: Opened, body: MeetingRecorded) -> Iterator[Fact]:
    known = opened.history.names
    if body.is_withdrawn:
        yield Fact("撤销的原因", reason_of(opened.history) or "（文字已依法清除）")
    yield Fact("日期", dated(body.held_on))
    yield Fact("类别", label(body.meeting_type))
    if body.organ:
        yield Fact("机构", known.organ(body.organ), thing_path("organ", body.organ))
    if body.place:
        yield Fact("地点", body.place)
    seats = opened.services.bodies.seats(opened.viewer, body.organ, body.held_on)
    of_all = f"成员 {len(body.members)} / {len(seats)}，" if seats else ""
    others = f"督学 {len(body.inspectors)}，列席 {body.others}"
    yield Fact("到会", f"{body.present} 人（{of_all}{others}）")
    private = opened.history.private
    if isinstance(private, MeetingPrivate) and private.agenda:
        yield Fact("议程", private.agenda)


def _there(opened: Opened, body: MeetingRecorded) -> Related:
    """Every seat of the body with whether it was there, then the inspectors who were."""
    known = opened.history.names
    seats = opened.services.bodies.seats(opened.viewer, body.organ, body.held_on)
    rows = [
        (known.member(each.member_id), label(each.seat), each.member_id in body.members)
        for each in seats
    ]
    rows += [(known.person(each), "督学", True) for each in body.inspectors]
    columns: tuple[Column[tuple[str, str, bool]], ...] = (
        Column("姓名或单位", lambda each: each[0]),
        Column("职务", lambda each: each[1]),
        Column(
            "到会",
            chips=lambda each: [Chip("到会", "chip-approved") if each[2] else Chip("缺席")],
        ),
    )
    return related("到会情况", columns, rows, "没有登记谁到会。")


def _beside(opened: Opened) -> Mapping[str, Any]:
    private = opened.history.private
    minutes = private.minutes if isinstance(private, MeetingPrivate) else ""
    return {**beside_of(HOME)(opened), "minutes": minutes}


NOUN = Noun(
    form=FORM,
    filters=MeetingFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("还没有登记会议", "督导工作例会、委员会全会的到会和纪要登记在这里。"),
    begun_by=lambda asking: f"?organ={asking.wanted.organ}" if asking.wanted.organ else "",
    about=_about,
    done={"opened": "已登记，纪要文件可以在下面上传。", "set": "已保存，原来的内容在修改记录里。"},
    template="meetings/meeting.html",
    beside_one=_beside,
)


@router.get(f"{HOME}/{{code}}/sheet")
def sheet(
    request: Request, services: Services, user: CurrentUser, code: Annotated[Code, Path()]
) -> Response:
    """The sheet that is signed at the meeting, to be printed."""
    opened = NOUN.opened(services, user, code)
    body, known = body_of(opened.history, MeetingRecorded), opened.history.names
    seats = services.bodies.seats(user.viewer, body.organ, body.held_on)
    people = [(known.member(each.member_id), label(each.seat)) for each in seats]
    people += [(known.person(each), "督学") for each in body.inspectors]
    lines = [SheetLine(number, *each) for number, each in enumerate(people, start=1)]
    lines += [SheetLine(len(people) + each) for each in range(1, SPARE + 1)]
    told = {"类别": label(body.meeting_type), "地点": body.place}
    if body.organ:
        told["机构"] = known.organ(body.organ)
    return SHEET.response(
        request,
        user=user,
        section="meetings",
        history=opened.history,
        home=HOME,
        title=body.title,
        held_on=body.held_on,
        told=told,
        second="职务",
        lines=lines,
    )


add_attached(router, NOUN)
add_noun(router, NOUN)

"""锁定与补报: a month's seal and its versions, what came after it, and the forms about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from domain.errors import BadInput, NotFound
from domain.kinds.office.month_lock import NOUN
from domain.month.activity_changes import CAMPAIGN, TRAINING, WorkChange
from domain.month.changes import Change, ChangeSort, Line, Why
from domain.visit.tally import Measure
from domain.words.values import label
from sync_server.access.viewer import Viewer
from sync_server.console.form_fields import Typed
from sync_server.console.forms import Latest, OfficeForm, SentForm, Shown, carry_out
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.thing_page import Related, related
from sync_server.console.pages import Page, month_words, thing_path
from sync_server.console.records.meanwhile import of_thing
from sync_server.console.services import ConsoleServices
from sync_server.month.locked import Version
from sync_server.month.locks import TITLES, MonthLock

router = APIRouter(prefix="/month")

DONE = {"locked": "已锁定，以后补报和更正的另列在下面。", "unlocked": "已解锁，可以重新锁定。"}
NEWER = "刚才有人锁定或者解锁过这个月，还没有提交。请核对后再提交；您填的内容还在。"
Row = tuple[str, Change]


class LockForm(OfficeForm):
    """That a month is sealed as the records have it; which one is said, so that none is by chance.

    A form that says nothing at all would otherwise seal what was never sealed.
    """

    changed = NEWER

    month: str


class UnlockForm(OfficeForm):
    """That a month may be sealed anew, and why."""

    changed = NEWER

    reason: Annotated[str, Field(min_length=1, max_length=1000, title="解锁的原因")]


def place(month: str) -> str:
    """Where a month's page is."""
    return f"/month/{month}/changes"


@dataclass(frozen=True, slots=True)
class LockPage:
    """A month's lock before somebody, with the form that came back."""

    lock: MonthLock
    viewer: Viewer
    refused: Shown[Any] | None = None

    @property
    def locking(self) -> Shown[LockForm]:
        """The form that seals."""
        return self._form(
            Shown(LockForm, "lock", {"version": self.lock.seen, "month": self.lock.month})
        )

    @property
    def unlocking(self) -> Shown[UnlockForm]:
        """The form that opens."""
        return self._form(Shown(UnlockForm, "unlock", {"version": self.lock.seen}))

    @property
    def waiting(self) -> str:
        """The visits that are not reviewed to their end, in words."""
        return "、".join(f"{label(state)} {n} 次" for state, n in self.lock.waiting.items())

    @property
    def lists(self) -> list[Related]:
        """The versions, the figures, and the visits of either list."""
        lock, found = self.lock, self.lock.changed
        if found is None:
            return []
        rows = [(found.days.get(each.visit, ""), each) for each in found.visits]
        late = [row for row in rows if row[1].sort is ChangeSort.LATE]
        adjusted = [row for row in rows if row[1].sort is ChangeSort.ADJUSTED]
        figures = [each for each in found.lines if not each.is_same or each.name == "visits"]
        columns = self._columns()
        return [
            related("各版", self._version_columns(), lock.versions, ""),
            related("锁定数和现在的数", _FIGURES, figures, ""),
            related(f"补报（{len(late)} 次）", columns, late, "锁定以后没有补报的督导。"),
            related(f"调整（{len(adjusted)} 次）", columns, adjusted, "锁定以后没有改过的督导。"),
            related(
                f"培训和专项的补报、调整（{len(found.work)} 条）",
                WORK_COLUMNS,
                found.work,
                "锁定以后没有补登、更正或撤销的培训和专项。",
            ),
        ]

    def _form(self, form: Shown[Any]) -> Shown[Any]:
        refused = self.refused
        return refused if refused is not None and refused.name == form.name else form

    def _version_columns(self) -> Sequence[Column[Version]]:
        at = f"/month?period={self.lock.month}&version="
        official = self.lock.official
        return (
            Column("版本", lambda each: f"第 {each.number} 版", lambda each: f"{at}{each.number}"),
            Column("状态", chips=lambda each: [_chip(each, is_official=each == official)]),
            Column("锁定", lambda each: each.sealed_by),
            Column("日志位置", lambda each: str(each.body.tree_size), is_on_phones=False),
            Column("检查点", lambda each: each.short_root, is_on_phones=False),
            Column("解锁", self._opened),
            Column(
                "导出",
                lambda _: "Excel",
                lambda each: f"/month/{self.lock.month}.xlsx?version={each.number}",
                leads_aside=True,
            ),
        )

    def _opened(self, version: Version) -> str:
        if not version.is_open:
            return ""
        by = self.lock.names.person(version.unlocked_by or "")
        return f"{by} {version.opened_at}：{version.reason}"

    def _columns(self) -> Sequence[Column[Row]]:
        names, may_see = self.lock.names, self.viewer.may_see_visits
        return (
            Column(
                "单位",
                lambda row: names.school(row[1].place.school_id),
                lambda row: f"/visits/{row[1].visit}" if may_see else "",
            ),
            Column("督导日期", lambda row: row[0]),
            Column("主办督学", lambda row: names.person(row[1].place.account)),
            Column("原因", lambda row: _why(row[1])),
            Column("变化", lambda row: _difference(row[1])),
        )


def _chip(version: Version, *, is_official: bool) -> Chip:
    if not is_official:
        return Chip("旧版")
    return Chip("正式，已解锁", "chip-notice") if version.is_open else Chip("正式", "chip-approved")


def _why(change: Change | WorkChange) -> str:
    word = label(change.why)
    is_month = change.why in (Why.MOVED_IN, Why.MOVED_OUT)
    return f"{word}（{month_words(change.other)}）" if is_month and change.other else word


def _difference(change: Change) -> str:
    return "、".join(f"{_measure(each)} {n:+d}" for each, n in change.difference.items())


def _work_difference(change: WorkChange) -> str:
    return "、".join(f"{TITLES[name]} {n:+d}" for name, n in change.difference.items())


def _work_page(change: WorkChange) -> str:
    kind = change.work.kind
    return thing_path(kind if kind in (TRAINING, CAMPAIGN) else "activity", change.work.code)


WORK_COLUMNS: tuple[Column[WorkChange], ...] = (
    Column("名称", lambda each: each.work.title, _work_page),
    Column("列入", lambda each: label(each.sort)),
    Column("原因", _why),
    Column("变化", _work_difference),
)


def _measure(measure: Measure) -> str:
    return TITLES[measure.value]


def _signed(number: int) -> str:
    return f"{number:+,d}" if number else "0"


_FIGURES: tuple[Column[Line], ...] = (
    Column("项目", lambda each: TITLES[each.name]),
    Column("锁定数", lambda each: f"{each.locked:,d}", is_number=True),
    Column("补报", lambda each: _signed(each.late), is_number=True),
    Column("调整", lambda each: _signed(each.adjusted), is_number=True),
    Column("其他变化", lambda each: _signed(each.other), is_number=True),
    Column("现在", lambda each: f"{each.now:,d}", is_number=True),
)


@router.get("/{month}/changes")
def show(request: Request, services: Services, user: CurrentUser, month: str) -> Response:
    """The month's versions and what came after the newest."""
    user.viewer.require_months()
    return _page(request, services, user, month)


@router.post("/{month}/lock")
def lock(request: Request, services: Services, sent: SentForm, month: str) -> Response:
    """Seal the month."""
    sent.user.viewer.require_lock()

    def act(form: LockForm) -> None:
        if form.month != month:
            raise BadInput("The form is of another month.")
        services.month_commands.lock(sent.account, month, form.version)

    form = carry_out(Shown(LockForm, "lock"), sent.typed, act, _latest(services, sent.user, month))
    if isinstance(form, Shown):
        return _page(request, services, sent.user, month, form)
    return RedirectResponse(f"{place(month)}?done=locked", 303)


@router.post("/{month}/unlock")
def unlock(request: Request, services: Services, sent: SentForm, month: str) -> Response:
    """Open the month again."""
    sent.user.viewer.require_lock()

    def act(form: UnlockForm) -> None:
        services.month_commands.unlock(sent.account, month, form.version, form.reason)

    shown = Shown(UnlockForm, "unlock")
    form = carry_out(shown, sent.typed, act, _latest(services, sent.user, month))
    if isinstance(form, Shown):
        return _page(request, services, sent.user, month, form)
    return RedirectResponse(f"{place(month)}?done=unlocked", 303)


def _latest(services: ConsoleServices, user: SignedIn, month: str) -> Callable[[Typed], Latest]:
    def latest(typed: Typed) -> Latest:
        try:
            found = services.histories.history(user.viewer, NOUN, month)
        except NotFound:
            return Latest({}, ())
        return of_thing(found, typed)

    return latest


def _page(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    month: str,
    refused: Shown[Any] | None = None,
) -> Response:
    found = services.month_locks.read(user.viewer.district, month)
    page = LockPage(found, user.viewer, refused)
    return Page("month_lock.html", status=refused.status if refused else 200).response(
        request,
        user=user,
        section="month",
        page=page,
        lock=found,
        notice=DONE.get(request.query_params.get("done", ""), ""),
    )

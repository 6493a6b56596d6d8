"""备份: what backups there are, how old and how large, and making and testing one."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from domain.clock import parse_instant
from sync_server.backup.desk import JobState, ShownBackup, Standing, Work
from sync_server.backup.manifest import BackupManifest
from sync_server.console.forms import OfficeForm, SentForm, Shown, carry_out
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.filters import Filters
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Listed, ListPage, add_list
from sync_server.console.pages import Page, moment
from sync_server.console.services import ConsoleServices
from sync_server.register.names import names

router = APIRouter()

# Without script a page that waits is asked for again by its own answer.
AGAIN_AFTER_S = 4
STILL = "still"
KB, MB, GB = 1024, 1024**2, 1024**3
WORDS = {Work.MAKE: "备份", Work.TEST: "测试备份"}
STATES = {
    JobState.RUNNING: ("正在进行", "chip-info"),
    JobState.DONE: ("做完了，没有问题", "chip-approved"),
    JobState.FAULTY: ("有问题，不能算数", "chip-grave"),
    JobState.FAILED: ("没有做成", "chip-grave"),
    JobState.INTERRUPTED: ("服务器重新启动，中断了，没有做完", "chip-grave"),
}


class BackupFilters(Filters):
    """The list has no filters."""

    home = "/backups"
    key = (str,)


class BackUpForm(OfficeForm):
    """How thoroughly a backup is checked as it is made."""

    is_full: Annotated[
        bool, Field(title="做完再逐条、逐张照片彻底核对", description="慢得多；平时不用")
    ] = False


class BackupTestForm(OfficeForm):
    """That a backup is to be tested."""


def size_words(size: int) -> str:
    """So many bytes, as people say them."""
    for unit, word in ((GB, "GB"), (MB, "MB")):
        if size >= unit:
            return f"{size / unit:.1f} {word}"
    return f"{size / KB:,.0f} KB"


def name_words(name: str) -> str:
    """The name of a backup as a time: `2026-05-14_120000` is `2026-05-14 12:00:00`."""
    day, _, clock = name.partition("_")
    return f"{day} {clock[:2]}:{clock[2:4]}:{clock[4:]}" if clock else name


def age_words(age: timedelta) -> str:
    """How long ago something was."""
    if age >= timedelta(days=2):
        return f"{age.days} 天前"
    hours = int(age.total_seconds()) // 3600
    return f"{hours} 小时前" if hours else f"{max(0, int(age.total_seconds())) // 60} 分钟前"


class AgedBackup(NamedTuple):
    """A backup with when it was made and how long ago that is, in words."""

    shown: ShownBackup
    made_at: str
    age: str

    @property
    def manifest(self) -> BackupManifest:
        """What it says of itself."""
        return self.shown.backup.manifest


def checked(row: AgedBackup) -> Sequence[Chip]:
    """How it came out when it was made."""
    manifest = row.manifest
    if manifest.faults:
        return [Chip(f"{len(manifest.faults)} 处不对，不算数", "chip-grave")]
    if manifest.database is None:
        return [Chip("没有数据库，不算数", "chip-grave")]
    return [Chip("彻底核对过" if manifest.was_fully_verified else "核对过", "chip-approved")]


def tested(row: AgedBackup) -> Sequence[Chip]:
    """How its last test came out."""
    test = row.shown.test
    if test is None:
        return [Chip("还没有测试过")]
    when = moment(test.tested_at, "%m-%d %H:%M")
    if test.is_good:
        return [Chip(f"{when} 测试无误", "chip-approved")]
    return [Chip(f"{when} 测试有 {len(test.faults)} 处不对", "chip-grave")]


COLUMNS: tuple[Column[AgedBackup], ...] = (
    Column("备份时间", lambda each: each.made_at, lambda each: f"/backups/{each.shown.name}"),
    Column("多久以前", lambda each: each.age),
    Column("数据库等", lambda each: size_words(each.shown.own_bytes), is_number=True),
    Column(
        "照片",
        lambda each: f"{each.manifest.photos:,} 张",
        note=lambda each: size_words(each.manifest.photo_bytes),
        is_number=True,
        is_on_phones=False,
    ),
    Column("做的时候", chips=checked),
    Column("测试", chips=tested),
)


def aged(shown: ShownBackup, now: datetime) -> AgedBackup:
    """The backup as a page shows it at this moment."""
    made_at = parse_instant(shown.backup.manifest.made_at)
    return AgedBackup(shown, moment(made_at), age_words(now - made_at))


def _rows(asking: Asking[BackupFilters]) -> Listed[AgedBackup]:
    now = asking.services.server.clock()
    rows = [aged(each, now) for each in asking.services.backups.backups(asking.viewer)]
    found = InOrder(rows, lambda _: True, lambda each: each.shown.name)
    newest = asking.services.start.system.backup()
    return Listed(found.read, found.key, found.total, note=newest.text)


def _beside(asking: Asking[BackupFilters]) -> Mapping[str, Any]:
    return {**standing(asking.services, asking.user), "form": _blank()}


def _again(request: Request, asking: Asking[Any]) -> Mapping[str, str]:
    return again(request, asking.services.backups.standing(asking.viewer))


def again(request: Request, standing: Standing) -> Mapping[str, str]:
    """Lets the page come again by itself while something is being done, unless that is stopped."""
    is_still = STILL in request.query_params
    return {"Refresh": str(AGAIN_AFTER_S)} if standing.is_running and not is_still else {}


LIST = ListPage(
    name="backups",
    title="备份",
    filters=BackupFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("还没有备份", "做好的备份会出现在这里；系统管理员设的自动备份也在其中。"),
    template="backups/list.html",
    beside=_beside,
    headers=_again,
)
add_list(router, LIST)


def standing(services: ConsoleServices, user: SignedIn) -> dict[str, Any]:
    """What every page of this section tells of the work that is being done, or was last."""
    found = services.backups.standing(user.viewer)
    word, look = STATES[found.job.state] if found.job else ("", "")
    return {
        "standing": found,
        "job_words": f"{WORDS[found.job.work]} {name_words(found.job.name)}" if found.job else "",
        "job_word": word,
        "job_look": look,
        "known": names(services.server.database, user.viewer.district),
    }


@router.post("/backups")
def back_up(request: Request, services: Services, sent: SentForm) -> Response:
    """Begin to make a backup; the page tells how it goes."""
    viewer = sent.user.viewer

    def act(form: BackUpForm) -> None:
        services.backups.make(viewer, is_full=form.is_full)

    form = carry_out(_blank(), sent.typed, act)
    if isinstance(form, Shown):
        return LIST.response(request, services, sent.user, form.status, form=form)
    return RedirectResponse("/backups", 303)


@router.get("/backups/{name}")
def backup(request: Request, services: Services, user: CurrentUser, name: str) -> Response:
    """One backup, and the form that tests it."""
    return _page(request, services, user, name, _to_test())


@router.post("/backups/{name}")
def test_one(request: Request, services: Services, sent: SentForm, name: str) -> Response:
    """Begin to test the backup; the page tells how it goes."""
    viewer = sent.user.viewer

    def act(_form: BackupTestForm) -> None:
        services.backups.test(viewer, name)

    form = carry_out(_to_test(), sent.typed, act)
    if isinstance(form, Shown):
        return _page(request, services, sent.user, name, form)
    return RedirectResponse(f"/backups/{name}", 303)


def _blank() -> Shown[BackUpForm]:
    return Shown(BackUpForm, "back-up")


def _to_test() -> Shown[BackupTestForm]:
    return Shown(BackupTestForm, "test")


def _page(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    name: str,
    form: Shown[BackupTestForm],
) -> Response:
    row = aged(services.backups.backup(user.viewer, name), services.server.clock())
    told = standing(services, user)
    answer = Page("backups/backup.html", status=form.status).response(
        request,
        user=user,
        section=LIST.name,
        row=row,
        size_words=size_words,
        checked=checked(row),
        tested=tested(row),
        form=form,
        **told,
    )
    answer.headers.update(again(request, told["standing"]))
    return answer

"""The one place where the server is put together: settings in, services and the app out."""

import logging
import signal
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Scope

from domain.clock import Clock
from domain.errors import BadInput, DujiError, NotAllowed, TooLarge, Unavailable
from domain.kinds.visit.photo import MOST_BYTES
from domain.trail.delivery import MAX_PLAIN_BYTES
from sync_server.access.accounts import AccountLimits, Accounts
from sync_server.access.carriers import Carriers
from sync_server.access.credentials import is_same
from sync_server.access.enrolment import Enrolment, PublicKeys
from sync_server.access.rate_limits import DailyQuota
from sync_server.access.second_factor import SecondFactors
from sync_server.access.tokens import Tokens
from sync_server.access.usage import Usage
from sync_server.api.problems import is_api, plain_problem, problem_response
from sync_server.api.routes import ROUTES
from sync_server.api.trail import PUSH_PATH, push
from sync_server.backup.creation import Source
from sync_server.backup.desk import BackupDesk
from sync_server.console.campaigns.unit import REPORT_FILE_PATH
from sync_server.console.door.answers import PATH as ANSWER_PATH
from sync_server.console.door.campaigns import PLEA_PATH, REPORT_PATH
from sync_server.console.door.similar import PATH as SIMILAR_PATH
from sync_server.console.findings.entering import HOME as ENTER_PATH
from sync_server.console.office_work.attached import WITH_FILES
from sync_server.console.papers.enclosing import ENCLOSING_PATH
from sync_server.console.problems import said_no
from sync_server.console.reviewing.check import PICTURE_PATH
from sync_server.console.services import Desks, SiteAddress
from sync_server.console.site import BehindApi, create_console
from sync_server.console.tasks.task import TASK_FILE_PATH
from sync_server.data.engine import CommitFailed, Database
from sync_server.documents.word.package import MOST_FILE_BYTES as MOST_TEMPLATE_BYTES
from sync_server.edge.compression import Compression
from sync_server.edge.direct import DirectApp
from sync_server.edge.metrics import CONTENT_TYPE, Metrics
from sync_server.edge.middleware import UNLIMITED, RequestMiddleware
from sync_server.edge.plain_requests import PlainRequests
from sync_server.feeds.reading import Feeds
from sync_server.files.attachments import MOST_FILE_BYTES
from sync_server.ledger.committer import Committer
from sync_server.ledger.keys import ExportKey, LogKey, load_export_key, load_log_key
from sync_server.ledger.log import Log
from sync_server.photos.looking import Looker
from sync_server.photos.photos import Photos
from sync_server.photos.store import PhotoStore
from sync_server.photos.thumbnails import Thumbnails
from sync_server.photos.whole import WholePhotos
from sync_server.policies.library import Policies
from sync_server.projection.follower import Follower
from sync_server.projection.upgrade import upgrade
from sync_server.register.importing.workbook_file import MAX_FILE_BYTES
from sync_server.releases.app_releases import AppOffer, AppReleases
from sync_server.review.trails import Trails
from sync_server.robots.addresses import Addresses, origins
from sync_server.robots.desk import RobotDesk
from sync_server.robots.messenger import Messenger
from sync_server.robots.sender import Sender
from sync_server.server import Server
from sync_server.settings import Settings
from sync_server.workbook.workbooks import WorkbookPlan, Workbooks

_LOG = logging.getLogger("duji.server")

KB_PER_MB = 1024
MB = 1024 * 1024
# What surrounds a file in a form; a file that is a little too long is refused with a page.
BESIDE_A_FILE = 4 * MB
# A phone's photos are 3 to 12 MB; more than this at once no school's line brings.
ALL_OF_AN_ANSWER = 200 * MB
UPLOADS = {
    "/import": MAX_FILE_BYTES + MB,
    "/checklists/import": MAX_FILE_BYTES + MB,
    PICTURE_PATH: MOST_BYTES + BESIDE_A_FILE,
    ANSWER_PATH: ALL_OF_AN_ANSWER,
    ENCLOSING_PATH: MOST_FILE_BYTES + BESIDE_A_FILE,
    REPORT_FILE_PATH: MOST_FILE_BYTES + BESIDE_A_FILE,
    TASK_FILE_PATH: MOST_FILE_BYTES + BESIDE_A_FILE,
    SIMILAR_PATH: ALL_OF_AN_ANSWER,
    REPORT_PATH: ALL_OF_AN_ANSWER,
    PLEA_PATH: ALL_OF_AN_ANSWER,
    ENTER_PATH: ALL_OF_AN_ANSWER,
    "/policies/file": MOST_FILE_BYTES + BESIDE_A_FILE,
    "/templates/file": MOST_TEMPLATE_BYTES + BESIDE_A_FILE,
    **{f"{home}/file": MOST_FILE_BYTES + BESIDE_A_FILE for home in WITH_FILES},
    "/portraits/file": MOST_BYTES + BESIDE_A_FILE,
}
BODY_LIMITS = {
    "/": MB,
    **UPLOADS,
    **{f"{path}/": MB for path in UPLOADS},
    "/api/v1/trail": MAX_PLAIN_BYTES,
    "/api/v1/photos/": UNLIMITED,
}
# A delivery is read line by line, and a photo is no text.
OWN_READERS = ("/api/v1/trail", "/api/v1/photos/")
LOOPBACK = frozenset({"127.0.0.1", "::1"})


def utc_now() -> datetime:
    """The present."""
    return datetime.now(UTC)


def end_process(_reason: Unavailable) -> None:
    """End this process the orderly way, for whoever watches over it to start it anew."""
    signal.raise_signal(signal.SIGTERM)


def build_server(
    settings: Settings,
    clock: Clock = utc_now,
    on_broken: Callable[[Unavailable], None] | None = None,
) -> Server:
    """All services over this folder and database, up to date; close it when done.

    ``on_broken`` is called when the disk failed to write; what serves should `end_process`.
    """
    database, follower = _database(settings)
    log_key, export_key = load_log_key(settings.log_key), load_export_key(settings.export_key)
    committer = _committing(database, log_key, clock, on_broken)
    accounts, usage = _accounts(settings, database, clock)
    looker = Looker(database, store := PhotoStore(settings.photos), committer)
    releases = AppReleases(settings.app, clock, AppOffer(settings.newest_app, settings.oldest_app))
    return Server(
        database=database,
        clock=clock,
        log_key=log_key,
        export_key=export_key,
        committer=committer,
        follower=follower,
        usage=usage,
        accounts=accounts,
        second_factors=(factors := _factors(settings, database, clock, log_key)),
        carriers=Carriers(accounts),
        tokens=Tokens(database, clock),
        feeds=Feeds(database, clock, committer),
        enrolment=Enrolment(database, accounts, committer, _public(log_key, export_key), factors),
        app_releases=releases,
        photo_store=store,
        looker=looker,
        photos=Photos(database, store, committer, clock, looker),
        whole_photos=WholePhotos(database, store, committer, clock, looker),
        thumbnails=Thumbnails(settings.thumbnails, store),
        workbooks=Workbooks(database, clock, _plan(settings, committer, export_key), releases),
        policies=Policies(database),
        trails=Trails(database),
        log=Log(database, log_key),
        about=settings.about,
        settings=settings.told,
        lines_quota=DailyQuota(settings.lines_per_day),
        photo_quota=DailyQuota(settings.photo_mb_per_day * KB_PER_MB),
    )


def _accounts(settings: Settings, database: Database, clock: Clock) -> tuple[Accounts, Usage]:
    usage = Usage(database, clock, settings.use_days)
    return Accounts(database, clock, _limits(settings), usage), usage


def _factors(settings: Settings, database: Database, clock: Clock, key: LogKey) -> SecondFactors:
    return SecondFactors(database, clock, key.private_bytes(), _limits(settings))


def _committing(
    database: Database, key: LogKey, clock: Clock, on_broken: Callable[[Unavailable], None] | None
) -> Committer:
    committer = Committer(database, key, clock, on_broken)
    committer.start()
    return committer


def _public(log_key: LogKey, export_key: ExportKey) -> PublicKeys:
    return PublicKeys(log_key.public_hex, export_key.public_hex)


def _database(settings: Settings) -> tuple[Database, Follower]:
    """The database, brought to this version, and what keeps its tables up to the log."""
    settings.data.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database)
    return database, upgrade(database)


def _plan(settings: Settings, committer: Committer, export_key: ExportKey) -> WorkbookPlan:
    months, about = settings.workbook_months, settings.about
    return WorkbookPlan(committer.epoch, export_key.public_hex, months, about)


def _limits(settings: Settings) -> AccountLimits:
    return AccountLimits(
        settings.code_days, settings.session_hours, settings.attempts_per_quarter_hour
    )


def create_app(
    server: Server, settings: Settings, beside: Mapping[str, ASGIApp] | None = None
) -> FastAPI:
    """The API, the console, the health and the metrics of one server.

    ``beside`` are whole apps under paths of their own, such as the phone app in a browser:
    they set their own headers and limits. The server is closed when the app ends.
    """

    backups = _backups(server, settings)
    robots, messenger = _robots(server, settings)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        server.start()
        messenger.start()
        yield
        messenger.close()
        backups.close()
        server.close()

    app = DirectApp(
        title="督迹",
        description="What phones call, and what other systems read by a token.",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        lifespan=lifespan,
    )
    app.state.server, app.state.backups, app.state.messenger = server, backups, messenger
    app.state.public_url = settings.public_url
    app.router.routes += ROUTES
    metrics = Metrics()
    _add_metrics(app, settings, metrics, server.follower)
    _add_problems(app)
    place = SiteAddress(settings.public_url, next(iter(beside or ()), None))
    for path, other in (beside or {}).items():
        app.mount(path, other)
    console = create_console(server, place, Desks(backups, robots), settings.tiles)
    app.router.routes.append(BehindApi("", console, name="console"))
    app.add_middleware(Compression, tuple(beside or ()))
    apart = tuple(beside or ())
    app.add_middleware(PlainRequests, _refusal, OWN_READERS, apart, tuple(UPLOADS))
    app.add_middleware(RequestMiddleware, metrics, BODY_LIMITS, _refusal, apart)
    app.serve_directly("POST", PUSH_PATH, push)
    return app


def _backups(server: Server, settings: Settings) -> BackupDesk:
    """The backups in the folder that is set for them."""
    source = Source(server, settings.data, settings.log_key, settings.export_key)
    return BackupDesk(source, settings.backups, settings.backups_kept)


def _robots(server: Server, settings: Settings) -> tuple[RobotDesk, Messenger]:
    """What sets groups' robots up, and what lets them speak."""
    addresses = Addresses(origins(settings.robot_hosts or ""))
    messenger = Messenger(server, Sender(addresses, server.clock), settings.public_url)
    return RobotDesk.of(server, addresses), messenger


def _refusal(scope: Scope, error: BadInput | TooLarge) -> Response:
    """The answer to a request that is refused before it reaches a route."""
    request = Request(scope)
    return problem_response(error) if is_api(request) else said_no(request, error)


def _add_metrics(app: FastAPI, settings: Settings, metrics: Metrics, follower: Follower) -> None:
    token = settings.metrics_token

    def page(request: Request) -> Response:
        """The metrics of this process for a monitoring system."""
        if token is not None:
            shown = request.headers.get("authorization", "")
            may_read = is_same(shown, f"Bearer {token.get_secret_value()}")
        else:
            may_read = request.client is not None and request.client.host in LOOPBACK
        if not may_read:
            raise NotAllowed("Set DUJI_METRICS_TOKEN and show it to read the metrics.")
        lag = follower.lag()
        metrics.note_log(lag.end, lag.entries)
        return Response(metrics.page(), media_type=CONTENT_TYPE)

    app.add_api_route("/metrics", page, include_in_schema=False)


def _add_problems(app: FastAPI) -> None:
    """Every error as problem+json; the console, mounted with its own, shows pages instead."""

    def known(_request: Request, error: Exception) -> Response:
        reason = error.reason if isinstance(error, CommitFailed) else error
        if not isinstance(reason, DujiError):
            raise error
        return problem_response(reason)

    def of_framework(_request: Request, error: Exception) -> Response:
        if not isinstance(error, HTTPException):
            raise error
        status = error.status_code
        problem = plain_problem(status, str(error.detail), f"http_{status}", str(error.detail))
        problem.headers.update(error.headers or {})
        return problem

    def invalid(_request: Request, error: Exception) -> Response:
        if not isinstance(error, RequestValidationError):
            raise error
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return plain_problem(
            422, "Cannot be used as it is", "bad_input", f"{where}: {first['msg']}"
        )

    def hung_up(_request: Request, _error: Exception) -> Response:
        return plain_problem(400, "Cut off", "cut_off", "The request ended before its body did.")

    def unforeseen(_request: Request, error: Exception) -> Response:
        _LOG.error("unforeseen error", exc_info=error)
        return plain_problem(500, "Error", "unforeseen", "服务器出错了，已记入日志。")

    for family, answer in (
        (DujiError, known),
        (CommitFailed, known),
        (HTTPException, of_framework),
        (RequestValidationError, invalid),
        (ClientDisconnect, hung_up),
        (Exception, unforeseen),
    ):
        app.add_exception_handler(family, answer)

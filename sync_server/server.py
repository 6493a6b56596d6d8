"""All services of a running server, as the edges get them."""

from dataclasses import dataclass
from typing import NamedTuple

from domain.clock import Clock
from domain.wire.workbook import ServiceNotice
from sync_server.access.accounts import Accounts
from sync_server.access.carriers import Carriers
from sync_server.access.enrolment import Enrolment
from sync_server.access.rate_limits import DailyQuota
from sync_server.access.second_factor import SecondFactors
from sync_server.access.tokens import Tokens
from sync_server.access.usage import Usage
from sync_server.data.engine import Database
from sync_server.feeds.reading import Feeds
from sync_server.ledger.committer import Committer
from sync_server.ledger.keys import ExportKey, LogKey
from sync_server.ledger.log import Log
from sync_server.photos.looking import Looker
from sync_server.photos.photos import Photos
from sync_server.photos.store import PhotoStore
from sync_server.photos.thumbnails import Thumbnails
from sync_server.photos.whole import WholePhotos
from sync_server.policies.library import Policies
from sync_server.projection.follower import Follower
from sync_server.releases.app_releases import AppReleases
from sync_server.review.trails import Trails
from sync_server.workbook.workbooks import Workbooks

PROGRAM_PATHS = ("/api/", "/read/", "/odata/")
"""What programs ask for begins so; all else is for people."""


class ToldSetting(NamedTuple):
    """A setting of the server: its name, what it means, and what it is; never a secret.

    ``is_path`` says where on the server's disks something is.
    """

    name: str
    meaning: str
    value: str
    is_set: bool
    is_path: bool = False


@dataclass(frozen=True, slots=True)
class Server:
    """Built once by the wiring."""

    database: Database
    clock: Clock
    log_key: LogKey
    export_key: ExportKey
    committer: Committer
    follower: Follower
    usage: Usage
    accounts: Accounts
    second_factors: SecondFactors
    carriers: Carriers
    tokens: Tokens
    feeds: Feeds
    enrolment: Enrolment
    app_releases: AppReleases
    photo_store: PhotoStore
    looker: Looker
    photos: Photos
    whole_photos: WholePhotos
    thumbnails: Thumbnails
    workbooks: Workbooks
    policies: Policies
    trails: Trails
    log: Log
    about: ServiceNotice
    settings: tuple[ToldSetting, ...]
    lines_quota: DailyQuota
    photo_quota: DailyQuota

    def start(self) -> None:
        """Do by itself from now on what nobody waits for: follow the log, look at photos,
        keep what was looked at.

        Without it (in a command) the tables follow when somebody reads them.
        """
        self.follower.start()
        self.looker.start()
        self.usage.start()

    def close(self) -> None:
        """Answer what is waiting, then let go of the database; the rest is for the next start."""
        self.whole_photos.close()
        self.looker.close()
        self.usage.close()
        self.committer.close()
        self.follower.close()
        self.database.close()

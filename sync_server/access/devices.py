"""The phones of a district: whose they are, when they were last heard, which are shut out."""

from dataclasses import dataclass

from domain.errors import NotFound
from sync_server.access.viewer import Viewer
from sync_server.data import accounts as rows
from sync_server.data.engine import Database
from sync_server.data.tables import ChainRow, DeviceTokenRow


@dataclass(frozen=True, slots=True)
class ListedDevice:
    """One account on one phone; ``heard_at`` is when it was last in touch."""

    chain: str
    account: str
    name: str
    app_version: str
    enrolled_at: str
    heard_at: str | None
    revoked_at: str | None
    is_practice: bool


@dataclass(frozen=True, slots=True)
class Devices:
    """Lists phones for the office of their district; ``log_key`` signs what is no phone's."""

    database: Database
    log_key: str

    def listed(self, viewer: Viewer) -> list[ListedDevice]:
        """The district's phones, those in use first, the newest of each first."""
        viewer.require_all()
        with self.database.session() as session:
            chains = rows.chains_of_phones(session, viewer.district, self.log_key)
            tokens: dict[str, list[DeviceTokenRow]] = {}
            for token in rows.tokens_of(session, [row.chain for row in chains]):
                tokens.setdefault(token.chain, []).append(token)
            heard = rows.last_heard(session, [row.chain for row in chains])
        found = [_listed(row, tokens.get(row.chain, []), heard.get(row.chain)) for row in chains]
        return sorted(found, key=lambda each: each.revoked_at is not None)

    def device(self, viewer: Viewer, chain: str) -> ListedDevice:
        """One of them; NotFound when the district has it not."""
        found = next((each for each in self.listed(viewer) if each.chain == chain), None)
        if found is None:
            raise NotFound("There is no such device in this district.", chain=chain)
        return found


def _listed(row: ChainRow, tokens: list[DeviceTokenRow], heard: str | None) -> ListedDevice:
    newest = tokens[-1] if tokens else None
    return ListedDevice(
        chain=row.chain,
        account=row.account,
        name=newest.device_name if newest else "",
        app_version=(newest.app_version if newest else None) or "",
        enrolled_at=row.enrolled_at,
        heard_at=heard,
        revoked_at=row.revoked_at,
        is_practice=row.is_practice,
    )

"""The one place where the phone's parts are put together."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.account.accounts import AccountService
from app.account.pins import Pins
from app.device.device import Device
from app.diagnostics.defects import Defects
from app.diagnostics.diagnostics import Diagnostics
from app.storage.storage import Storage
from app.store.failures import DAMAGED_CODE
from app.store.store import Store
from app.sync.transport import HttpTransport, Transport
from domain.errors import DujiError

ASSETS = Path(__file__).resolve().parents[1] / "assets"


@dataclass(frozen=True)
class Phone:
    """All services of one installation, kept in one folder."""

    accounts: AccountService
    pins: Pins
    storage: Storage
    diagnostics: Diagnostics
    is_sound: Callable[[], bool]
    on_damage: Callable[[Callable[[], object]], None]
    close: Callable[[], None]


def build_phone(
    folder: Path, device: Device, transport: Transport | None = None, assets: Path = ASSETS
) -> Phone:
    """The phone whose records are in the folder; made where there are none. Blocks on the disk.

    Damaged records are rescued first, as far as they can be read.
    """
    carried = transport or HttpTransport()
    try:
        return _built(Store(folder), device, carried, assets)
    except DujiError as refusal:
        if refusal.specific_code != DAMAGED_CODE:
            raise
    # It showed only now; opened once more, it is rescued first.
    return _built(Store(folder), device, carried, assets)


def _built(store: Store, device: Device, transport: Transport, assets: Path) -> Phone:
    accounts = AccountService(store, device, transport, assets)
    try:
        store.mend_rows()
        accounts.go_on_after_damage()
    except DujiError:
        store.close()
        raise
    storage, defects = Storage(store, device), Defects(store.folder)
    defects.listen()

    def close() -> None:
        defects.stop()
        store.close()

    return Phone(
        accounts=accounts,
        pins=Pins(store, device),
        storage=storage,
        diagnostics=Diagnostics(store, device, storage, defects),
        is_sound=store.is_sound,
        on_damage=store.tell_of_damage,
        close=close,
    )

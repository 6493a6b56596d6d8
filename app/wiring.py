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
from app.store.store import Store
from app.sync.transport import HttpTransport, Transport

ASSETS = Path(__file__).resolve().parents[1] / "assets"


@dataclass(frozen=True)
class Phone:
    """All services of one installation, kept in one folder."""

    accounts: AccountService
    pins: Pins
    storage: Storage
    diagnostics: Diagnostics
    close: Callable[[], None]


def build_phone(
    folder: Path, device: Device, transport: Transport | None = None, assets: Path = ASSETS
) -> Phone:
    """The phone whose records are in the folder; made where there are none. Blocks on the disk."""
    store = Store(folder)
    store.mend_rows()
    defects = Defects(folder)
    defects.listen()
    carried = transport or HttpTransport(is_cut=lambda: device.is_network_cut)
    storage = Storage(store, device)

    def close() -> None:
        defects.stop()
        store.close()

    return Phone(
        accounts=AccountService(store, device, carried, assets),
        pins=Pins(store, device),
        storage=storage,
        diagnostics=Diagnostics(store, device, storage, defects),
        close=close,
    )

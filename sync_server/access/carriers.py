"""Who brings deliveries, remembered by token, so that a push need not look it up each time."""

from sync_server.access import credentials
from sync_server.access.accounts import Accounts
from sync_server.ledger.acceptance import Carrier

MOST = 10_000


class Carriers:
    """The devices that pushed lately.

    What is remembered of a device never changes, except that it may be shut out: so it serves for
    pushes alone, because the commit asks again whether their tokens are good.
    """

    def __init__(self, accounts: Accounts, most: int = MOST) -> None:
        self._accounts = accounts
        self._most = most
        self._known: dict[str, Carrier] = {}

    def remembered(self, token: str) -> Carrier | None:
        """The device with this token; None where it did not push lately."""
        return self._known.get(credentials.secret_hash(token))

    def look_up(self, token: str) -> Carrier:
        """The device with this token; NotSignedIn without a good one."""
        device = self._accounts.token_device(token)
        carrier = Carrier(device.chain, device.person.account, device.token_hash)
        if len(self._known) >= self._most:
            self._known.pop(next(iter(self._known)), None)
        self._known[device.token_hash] = carrier
        return carrier

    def forget(self, carrier: Carrier) -> None:
        """Look the device up the next time."""
        self._known.pop(carrier.token_hash or "", None)

"""A phone that makes the codes of a second factor, for the account it was set up with."""

from dataclasses import dataclass

import pyotp

from sync_server.server import Server


@dataclass(frozen=True)
class Authenticator:
    """Makes the codes that the server's clock asks for."""

    server: Server
    key: str
    recovery: tuple[str, ...] = ()

    def code(self, steps: int = 0) -> str:
        """The code of so many half minutes from now."""
        return pyotp.TOTP(self.key).at(self.server.clock(), counter_offset=steps)


def set_up_factor(server: Server, account: str) -> Authenticator:
    """The account is asked for a second factor from now on, which this makes."""
    factors = server.second_factors
    phone = Authenticator(server, factors.begin(account).key)
    step = factors.check_first(account, phone.code(), "")
    return Authenticator(server, phone.key, tuple(factors.turn_on(account, step)))

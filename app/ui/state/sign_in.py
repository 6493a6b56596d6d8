"""Who is signed in, as the screens watch it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import flet as ft

if TYPE_CHECKING:
    from app.account.session import AccountSession
    from domain.enrolment_link import EnrolmentLink
    from domain.phone.rescue import Rescued


@ft.observable
@dataclass
class SignIn:
    """Who uses the phone: ``session`` is None before somebody enrolled.

    ``is_locked`` until the account's PIN was typed; ``is_signing_in`` while somebody who forgot
    it, or has none of the accounts here, signs in from there. ``is_damaged`` once the database
    turned out to be; ``rescued`` is what was saved of one, until that was read. ``offered`` is the
    link that opened the app.
    """

    is_ready: bool = False
    problem: str = ""
    session: "AccountSession | None" = None
    is_locked: bool = False
    is_signing_in: bool = False
    is_damaged: bool = False
    rescued: "Rescued | None" = None
    offered: "EnrolmentLink | None" = None

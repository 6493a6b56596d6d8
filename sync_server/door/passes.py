"""Entry passes: their addresses, which only the server can make, and what a gatekeeper sees."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Sequence
from dataclasses import dataclass

from domain.clock import Clock, local_date
from domain.door.entry_pass import PassState, signed_text, state_on
from domain.kinds.office.entry_pass import EntryPassSet
from sync_server.access.viewer import Viewer
from sync_server.data import register
from sync_server.data.door import passes as rows
from sync_server.data.door.portraits import portraits
from sync_server.data.engine import Database
from sync_server.data.tables import EntryPassRow
from sync_server.door.phone_passes import PhonePasses
from sync_server.door.shown_pass import UNKNOWN, ShownPass
from sync_server.ledger.keys import LogKey, is_signed
from sync_server.register.names import Names, names


@dataclass(frozen=True, slots=True)
class ListedPass:
    """A pass of the district, and whether it holds."""

    row: EntryPassRow
    body: EntryPassSet
    school: str
    inspector: str
    state: PassState


@dataclass(frozen=True, slots=True)
class EntryPasses:
    """Makes the addresses of passes, and reads them."""

    database: Database
    clock: Clock
    key: LogKey
    by_phone: PhonePasses

    def token(self, district: str, body: EntryPassSet) -> str:
        """What stands behind ``/pass/``: the pass, and the server's signature over its facts."""
        signature = bytes.fromhex(self.key.sign(signed_text(district, body)))
        return f"{body.pass_id}.{urlsafe_b64encode(signature).decode().rstrip('=')}"

    def shown(self, token: str) -> ShownPass:
        """The pass of an address; UNKNOWN for what neither server nor a phone here signed so."""
        if self.by_phone.is_meant(token):
            return self.by_phone.shown(token)
        pass_id, _, text = token.partition(".")
        with self.database.session() as session:
            row = rows.entry_pass(session, pass_id)
        signature = _bytes(text)
        if row is None or signature is None:
            return UNKNOWN
        body = EntryPassSet.model_validate_json(row.facts)
        signed = signed_text(row.district, body)
        if not is_signed(self.key.public_hex, signed, signature.hex()):
            return UNKNOWN
        state = state_on(body, local_date(self.clock()))
        if state is not PassState.VALID:
            return ShownPass(state, body.valid_on)
        return self._valid(row.district, body)

    def _valid(self, district: str, body: EntryPassSet) -> ShownPass:
        known = names(self.database, district)
        with self.database.session() as session:
            row = register.district(session, district)
            pictured = portraits(session, district).keys()
        accounts = (body.account, *body.inspectors)
        numbers = {each: row.certificate_no for each, row in known.people.items()}
        return ShownPass(
            state=PassState.VALID,
            valid_on=body.valid_on,
            school=known.school(body.school_id),
            office=row.name if row else district,
            basis=body.basis,
            people=[(known.person(each), numbers.get(each, "")) for each in accounts],
            district=district,
            accounts=accounts,
            pictured=pictured,
        )

    def listed(self, viewer: Viewer) -> tuple[Sequence[ListedPass], Names]:
        """The district's passes, and its names."""
        viewer.require_register()
        with self.database.session() as session:
            found = rows.of_district(session, viewer.district)
        known, today = names(self.database, viewer.district), local_date(self.clock())
        listed = []
        for row in found:
            body = EntryPassSet.model_validate_json(row.facts)
            school, person = known.school(body.school_id), known.person(body.account)
            listed.append(ListedPass(row, body, school, person, state_on(body, today)))
        return listed, known


def _bytes(text: str) -> bytes | None:
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (NotBase64, ValueError):
        return None

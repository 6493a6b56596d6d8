"""Passes that phones make on arrival: whose phone it is, and whether that one may come today."""

from dataclasses import dataclass
from datetime import date

from domain.clock import Clock, local_date
from domain.door.entry_pass import PassState, state_of_day
from domain.door.phone_pass import PREFIX, PhonePass, read_token
from domain.kinds.author import INSPECTING, Role
from domain.register.in_use import is_in_use
from sync_server.data import register
from sync_server.data.chains import Chain, read_chains
from sync_server.data.door.portraits import portraits
from sync_server.data.engine import Database
from sync_server.data.tables import PersonRow
from sync_server.door.cards import Cards
from sync_server.door.shown_pass import UNKNOWN, ShownPass
from sync_server.ledger.keys import is_signed

RESPONSIBLE = "挂牌责任督学，经常性督导"
OTHER = "本区督学，随访督导"


@dataclass(frozen=True, slots=True)
class PhonePasses:
    """Reads them: the phone's key says whose it is, the register all else."""

    database: Database
    clock: Clock
    cards: Cards

    @staticmethod
    def is_meant(token: str) -> bool:
        """Whether the address is one that a phone made, whether it holds or not."""
        return token.startswith(f"{PREFIX}.")

    def shown(self, token: str) -> ShownPass:
        """The pass of an address; UNKNOWN for what no phone enrolled here signed so."""
        read = read_token(token)
        if read is None:
            return UNKNOWN
        made, signature = read
        with self.database.session() as session:
            chain = read_chains(session.connection(), [made.chain]).get(made.chain)
        if chain is None or chain.is_practice or chain.author.is_in_office:
            return UNKNOWN
        if not is_signed(chain.public_key, made.signed_text(), signature.hex()):
            return UNKNOWN
        return self._judged(made, chain)

    def _judged(self, made: PhonePass, chain: Chain) -> ShownPass:
        today = local_date(self.clock())
        state = state_of_day(date.fromisoformat(made.valid_on), today)
        if state is not PassState.VALID:
            return ShownPass(state, made.valid_on)
        with self.database.session() as session:
            people = register.people(session, chain.district)
            school = register.school(session, chain.district, made.school_id)
            district = register.district(session, chain.district)
            pictured = portraits(session, chain.district).keys()
        day = today.isoformat()
        holders = self.cards.inspectors(chain.district, made.school_id)
        person = next((row for row in people if row.account == chain.account), None)
        if school is None or not is_in_use(school, day):
            return UNKNOWN
        if person is None or chain.revoked_at is not None or not _may_come(person, day):
            return ShownPass(PassState.REVOKED, made.valid_on)
        return ShownPass(
            state=PassState.VALID,
            valid_on=made.valid_on,
            school=school.name,
            office=district.name if district else chain.district,
            basis=RESPONSIBLE if chain.account in holders else OTHER,
            people=[(person.name, person.certificate_no)],
            district=chain.district,
            accounts=[person.account],
            pictured=pictured,
        )


def _may_come(person: PersonRow, day: str) -> bool:
    return Role(person.role) in INSPECTING and is_in_use(person, day)

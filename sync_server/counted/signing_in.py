"""培训签到: who is signed in opens the address behind a training's QR code on its day, and says so.

The address is made of the training and its day with the server's key: nobody can make one, and
one of yesterday signs nobody in.
"""

import hmac
from dataclasses import dataclass
from enum import StrEnum

from domain.clock import Clock, local_date
from domain.errors import BadInput, Conflict, NotAllowed, NotFound
from domain.kinds.author import READING
from domain.kinds.office.training import TrainingRecorded, TrainingSigned
from sync_server.access.viewer import Viewer
from sync_server.data.engine import Database
from sync_server.data.overview.activities import TRAINING, activity
from sync_server.data.subjects import subject_called
from sync_server.door.codes import DoorCodes
from sync_server.ledger.append import CHANGED, OfficeEntry, UnderLock
from sync_server.office.commands import Office

# So many who sign in at the very same moment; each has seen the training as it stood.
ATTEMPTS = 20


class SignState(StrEnum):
    """Whether one can sign in to a training."""

    OPEN = "open"
    SIGNED = "signed"
    TOO_EARLY = "too_early"
    OVER = "over"
    WITHDRAWN = "withdrawn"


REFUSED = {
    SignState.TOO_EARLY: "还没有到培训那天，当天再签到。",
    SignState.OVER: "培训那天已经过去，不能再签到；漏签的请督导室补上。",
    SignState.WITHDRAWN: "这次培训已经撤销。",
}


@dataclass(frozen=True, slots=True)
class SignIn:
    """A training that somebody may sign in to, and how that stands for them."""

    code: str
    token: str
    training: TrainingRecorded
    state: SignState


@dataclass(frozen=True, slots=True)
class TrainingSignIns:
    """Makes the addresses of trainings, and lets people sign in."""

    database: Database
    clock: Clock
    codes: DoorCodes
    office: Office

    def token(self, district: str, body: TrainingRecorded) -> str:
        """What stands behind ``/attend/``."""
        return f"{body.training_id}.{self._code(district, body)}"

    def read(self, viewer: Viewer, token: str) -> SignIn:
        """The training of an address in the viewer's district; NotFound for any other address.

        NotAllowed (``no_attending``) for an auditor, who takes part in nothing.
        """
        if viewer.role not in READING:
            raise NotAllowed("审计员的账号不参加培训签到。", code="no_attending")
        code, _, given = token.rpartition(".")
        with self.database.reading() as transaction:
            row = activity(transaction.tables, viewer.district, code)
        if row is None or row.kind != TRAINING:
            raise NotFound("There is no such training.", code="training_unknown")
        body = TrainingRecorded.model_validate_json(row.facts)
        if not hmac.compare_digest(given, self._code(viewer.district, body)):
            raise NotFound("There is no such training.", code="training_unknown")
        return SignIn(code, token, body, self._state(viewer, body))

    def sign(self, viewer: Viewer, token: str) -> SignIn:
        """Sign the viewer in, once; BadInput (``sign_in``) where that cannot be."""
        for _ in range(ATTEMPTS):
            found = self.read(viewer, token)
            if found.state in REFUSED:
                raise BadInput(REFUSED[found.state], code="sign_in")
            if found.state is SignState.SIGNED:
                return found
            try:
                self._write(viewer, found)
            except Conflict as error:
                if error.specific_code != CHANGED:
                    raise
        return self.read(viewer, token)

    def _write(self, viewer: Viewer, found: SignIn) -> None:
        body = TrainingSigned(training_id=found.code)
        with self.database.reading() as transaction:
            row = subject_called(transaction.tables, viewer.district, TRAINING, found.code)
        seen = row.version if row else None

        def is_today(lock: UnderLock) -> None:
            if local_date(lock.now).isoformat() != found.training.held_on:
                raise BadInput(REFUSED[SignState.OVER], code="sign_in")

        entry = OfficeEntry(body, expects=seen, requires=is_today)
        self.office.set_register(viewer.account, [entry])

    def _state(self, viewer: Viewer, body: TrainingRecorded) -> SignState:
        today = local_date(self.clock()).isoformat()
        if body.is_withdrawn:
            return SignState.WITHDRAWN
        if viewer.account in body.inspectors:
            return SignState.SIGNED
        if today < body.held_on:
            return SignState.TOO_EARLY
        return SignState.OPEN if today == body.held_on else SignState.OVER

    def _code(self, district: str, body: TrainingRecorded) -> str:
        return self.codes.of_training(district, body.training_id, body.held_on)

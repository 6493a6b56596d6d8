"""跨区授权 as the granting district lists them, and whose account it is that is granted to."""

from dataclasses import dataclass
from datetime import date

from domain.clock import Clock, local_date
from domain.errors import BadInput
from domain.register.in_use import is_in_use
from domain.spelling import key_of
from sync_server.access.viewer import Viewer
from sync_server.data import register
from sync_server.data.engine import Database
from sync_server.data.seats import rows
from sync_server.data.tables import GrantRow


@dataclass(frozen=True, slots=True)
class ListedGrant:
    """A grant, and how it is today: to come, running or over."""

    row: GrantRow
    today: str

    @property
    def is_to_come(self) -> bool:
        """Whether it begins later."""
        return self.row.from_on > self.today

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed."""
        return self.row.to_on is not None and self.row.to_on < self.today

    @property
    def is_running(self) -> bool:
        """Whether it holds today."""
        return not self.is_to_come and not self.is_over


@dataclass(frozen=True, slots=True)
class Grants:
    """Answers within the viewer's district."""

    database: Database
    clock: Clock

    def today(self) -> date:
        """The day by which grants hold."""
        return local_date(self.clock())

    def listed(self, viewer: Viewer) -> list[ListedGrant]:
        """What the district granted; NotAllowed for whoever sees no register."""
        viewer.require_register()
        with self.database.session() as session:
            found = rows.grants(session, viewer.district)
        return [ListedGrant(row, self.today().isoformat()) for row in found]

    def whose(self, viewer: Viewer, account: str, name: str) -> str:
        """The account as its own district spells it.

        BadInput (``account``) unless somebody active of another district has it under this name:
        whoever grants must know both, so that nobody is granted anything by a slip of the pen,
        and nobody learns from the form who is anywhere else.
        """
        with self.database.session() as session:
            row = register.person(session, account)
        if row is not None and row.district == viewer.district:
            raise BadInput("这是本区的账号，请在“督学与账号”里改他的角色。", code="account")
        today = local_date(self.clock()).isoformat()
        if row is None or not is_in_use(row, today) or key_of(row.name) != key_of(name):
            raise BadInput(
                "没有这样的账号，或者姓名和账号对不上；请向对方要准确的账号。", code="account"
            )
        return row.account

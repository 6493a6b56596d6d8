"""Taking a phone in: who it acts for is proved, its chain is enrolled, and it gets a token."""

from dataclasses import dataclass

from domain.ed25519 import is_public_key
from domain.errors import BadInput, Conflict
from domain.kinds.author import Role
from domain.kinds.chain import OFFICE_INSTALLATION, ChainEnrolled
from domain.wire.messages import EnrolAnswer, EnrolRequest
from sync_server.access.accounts import Accounts, Device, require_phone
from sync_server.access.second_factor import SecondFactors
from sync_server.data import accounts as rows
from sync_server.data.accounts import PersonFacts
from sync_server.data.engine import Database
from sync_server.data.tables import ChainRow
from sync_server.ledger.committer import Committer

SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """What a phone has to know of the server's keys, in hex."""

    log: str
    export: str


class Enrolment:
    """Enrols chains; the same chain of the same account with the same key may ask again."""

    def __init__(
        self,
        database: Database,
        accounts: Accounts,
        committer: Committer,
        keys: PublicKeys,
        factors: SecondFactors,
    ) -> None:
        self._database = database
        self._accounts = accounts
        self._committer = committer
        self._keys = keys
        self._factors = factors

    def enrol(self, request: EnrolRequest, address: str = "") -> EnrolAnswer:
        """The phone's token and what it has to know; the chain is enrolled when this returns.

        Account and code are read as typed by hand. NotSignedIn for wrong credentials, Conflict
        when the chain belongs to another account or key, BadInput for what can be no account,
        with neither code nor password, or with a key that nobody or anybody could sign for
        (``bad_public_key``), NotAllowed (``no_phone``) for a role without phones, TooMany when
        guessing.
        """
        if not is_public_key(request.public_key):
            raise BadInput("手机的签名公钥无效，请重新安装应用后再登录。", code="bad_public_key")
        person = self._prove(request, address)
        self._enrol_chain(request, person)
        device = Device(request.chain, request.device_name, request.app_version)
        return EnrolAnswer(
            token=self._accounts.issue_token(person.account, device),
            account=person.account,
            name=person.name,
            role=Role(person.role),
            district=person.district,
            district_name=person.district_name,
            log_public_key=self._keys.log,
            epoch=self._committer.epoch,
            server_at=self._accounts.now(),
            export_public_key=self._keys.export,
        )

    def _prove(self, request: EnrolRequest, address: str) -> PersonFacts:
        if request.code is not None:
            device = (request.chain, request.public_key)
            return self._accounts.verify_code(request.account, request.code, device, address)
        if request.password is None:
            raise BadInput("请填写登录码或密码。", code="no_credential")
        person = self._accounts.verify_password(request.account, request.password, address)
        require_phone(person)
        if self._factors.is_on(person.account):
            # A phone asks for one thing only, and the second step is not to be walked around.
            raise BadInput(
                "这个账号开启了两步登录，手机上请用登录码登录（向督导室要）。", code="second_factor"
            )
        return person

    def _enrol_chain(self, request: EnrolRequest, person: PersonFacts) -> None:
        if request.installation == OFFICE_INSTALLATION:
            raise BadInput("这个安装编号是服务器自己用的，请重新安装。", code="installation_taken")
        if self._is_enrolled(request, person.account):
            return
        body = ChainEnrolled(
            chain=request.chain,
            account=person.account,
            district=person.district,
            role=Role(person.role),
            installation=request.installation,
            public_key=request.public_key,
            is_practice=request.is_practice,
        )
        self._committer.write(SYSTEM, [body])
        # Somebody else may have been a moment faster: the first enrolment of a chain stands.
        self._is_enrolled(request, person.account)

    def _is_enrolled(self, request: EnrolRequest, account: str) -> bool:
        """Whether the chain is enrolled as asked; Conflict when otherwise."""
        with self._database.session() as session:
            row = rows.chain(session, request.chain)
        if row is None:
            return False
        if not _is_same(row, request, account):
            raise Conflict("这部手机的记录已属于另一个账号或密钥，请重新登录。", code="chain_taken")
        return True


def _is_same(row: ChainRow, request: EnrolRequest, account: str) -> bool:
    return (row.account, row.public_key, row.is_practice) == (
        account,
        request.public_key,
        request.is_practice,
    )

"""What anybody does about their own account: the password, the first one, and the second step."""

from dataclasses import dataclass

from domain.errors import BadInput, Conflict, NotAllowed, NotFound, NotSignedIn
from domain.kinds.register.account import AccountNote, PasswordSet, SecondFactorSet
from domain.sign_in import typed_code
from sync_server.access.accounts import WRONG, Accounts, require_browser
from sync_server.access.credentials import refuse_weak
from sync_server.access.second_factor import Beginning, SecondFactors
from sync_server.data.accounts import PersonFacts
from sync_server.data.subjects import subject_called
from sync_server.ledger.append import CHANGED, OfficeEntry
from sync_server.office.commands import Office

_TRIES = 3


@dataclass(frozen=True, slots=True)
class NewPassword:
    """A password as it was chosen, typed twice."""

    first: str
    again: str

    def checked(self, account: str) -> str:
        """The password; BadInput beside its field where the two differ, or it is too weak."""
        if self.first != self.again:
            raise BadInput("两次输入的密码不一样。", code="again")
        try:
            refuse_weak(account, self.first)
        except BadInput as error:
            raise BadInput(error.message, code="new") from error
        return self.first


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """The verbs of whoever is signed in, over their own account alone."""

    office: Office
    accounts: Accounts
    factors: SecondFactors

    def change_password(
        self, account: str, old: str, new: NewPassword, session: str, address: str
    ) -> None:
        """Change the password; every other browser has to sign in again.

        BadInput beside the field that is wrong, TooMany when guessing the old one.
        """
        self.prove(account, old, address, "old")
        password = new.checked(account)
        if password == old:
            raise BadInput("新密码和原来的一样。", code="new")
        self._note(account, PasswordSet(account=account))
        self.accounts.set_password(account, password, but_session=session)

    def first_password(self, typed: str, code: str, new: NewPassword, address: str) -> PersonFacts:
        """Set a password by a one-time code, which is used up by it; who it is.

        BadInput beside the field that is wrong; TooMany when guessing.
        """
        password = new.checked(typed)
        try:
            person = self.accounts.code_person(typed, typed_code(code), address)
            require_browser(person)
        except NotSignedIn as error:
            raise BadInput(WRONG, code="code") from error
        except NotAllowed as error:
            raise BadInput(error.message, code="bad_account") from error
        password = new.checked(person.account)
        self._note(person.account, PasswordSet(account=person.account))
        if not self.accounts.swap_code(person.account, code, password):
            raise BadInput(WRONG, code="code")
        return person

    def begin_factor(self, account: str) -> Beginning:
        """The key to set a phone up with."""
        return self.factors.begin(account)

    def turn_factor_on(self, account: str, code: str, address: str) -> list[str]:
        """Ask for a second step from now on; the recovery codes. BadInput for a wrong code."""
        step = self.factors.check_first(account, code, address)
        self._note(account, SecondFactorSet(account=account, is_on=True))
        return self.factors.turn_on(account, step)

    def turn_factor_off(self, account: str, password: str, address: str) -> None:
        """Ask for no second step any more; BadInput (``password``) for a wrong password."""
        self.prove(account, password, address, "password")
        if self.factors.is_on(account):
            self._note(account, SecondFactorSet(account=account, is_on=False))
        self.factors.turn_off(account)

    def prove(self, account: str, password: str, address: str, field: str) -> None:
        """BadInput beside the field where the password is not the account's."""
        try:
            self.accounts.verify_password(account, password, address)
        except NotSignedIn as error:
            raise BadInput(
                "原来的密码不对。" if field == "old" else "密码不对。", code=field
            ) from error

    def _note(self, account: str, body: AccountNote) -> None:
        """Tell it in the account's own name, over the person as they stand now."""
        district = self.office.author(account).district
        for left in reversed(range(_TRIES)):
            with self.office.database.reading() as found:
                row = subject_called(found.tables, district, "person", account)
            if row is None:
                raise NotFound("There is nobody called so.", account=account)
            try:
                entry = OfficeEntry(body, expects=row.version)
                self.office.set_register(account, [entry])
            except Conflict as error:
                # It overrides nothing: what somebody changed meanwhile stays.
                if error.specific_code != CHANGED or not left:
                    raise
            else:
                return

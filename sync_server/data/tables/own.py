"""Own tables: credentials and settings, which live outside the ledger."""

from sqlalchemy import BigInteger, LargeBinary, Text, UniqueConstraint
from sqlmodel import Field, SQLModel


class AccountRow(SQLModel, table=True):
    """Own: how an account proves itself; who it is stands in the register."""

    __tablename__ = "account"

    account: str = Field(primary_key=True, max_length=64)
    password_hash: str | None = None
    code_hash: str | None = Field(default=None, max_length=64)
    code_expires_at: str | None = Field(default=None, max_length=24)
    is_disabled: bool = False


class DeviceTokenRow(SQLModel, table=True):
    """Own: the hashed token of a chain's device."""

    __tablename__ = "device_token"

    token_hash: str = Field(primary_key=True, max_length=64)
    account: str = Field(max_length=64, index=True)
    chain: str = Field(max_length=36, index=True)
    device_name: str
    app_version: str | None = None
    created_at: str = Field(max_length=24)
    revoked_at: str | None = Field(default=None, max_length=24)


class DeviceAnswerRow(SQLModel, table=True):
    """Own: one server time that a device was told, and its tick when it had asked."""

    __tablename__ = "device_answer"

    token_hash: str = Field(primary_key=True, max_length=64)
    at: str = Field(primary_key=True, max_length=24)
    boot: str = Field(max_length=64)
    ms: int = Field(sa_type=BigInteger)


class ConsoleSessionRow(SQLModel, table=True):
    """Own: a signed-in browser, by the hash of its cookie's secret.

    ``district`` is the one it looks at, None for the account's own.
    """

    __tablename__ = "console_session"

    secret_hash: str = Field(primary_key=True, max_length=64)
    account: str = Field(max_length=64, index=True)
    created_at: str = Field(max_length=24)
    expires_at: str = Field(max_length=24)
    district: str | None = Field(default=None, max_length=64)


class HeldFileRow(SQLModel, table=True):
    """Own: something that waits for its account a while, such as a file to be confirmed.

    ``sort`` says what it is; ``report`` is what came of it, in place of its content.
    """

    __tablename__ = "held_file"

    file: str = Field(primary_key=True, max_length=36)
    account: str = Field(max_length=64, index=True)
    district: str = Field(max_length=64)
    sort: str = Field(max_length=16)
    title: str
    content: bytes = Field(sa_type=LargeBinary)
    report: str | None = Field(default=None, sa_type=Text)
    expires_at: str = Field(max_length=24)


class ChecklistDraftRow(SQLModel, table=True):
    """Own: a checklist that an account is writing; ``content`` is JSON of Draft.

    ``revision`` counts its savings, so that of two windows the second hears of the first.
    """

    __tablename__ = "checklist_draft"
    __table_args__ = (UniqueConstraint("account", "checklist_id", name="uq_checklist_draft"),)

    draft: str = Field(primary_key=True, max_length=36)
    account: str = Field(max_length=64)
    district: str = Field(max_length=64, index=True)
    checklist_id: str = Field(max_length=64)
    revision: int = Field(sa_type=BigInteger)
    content: str = Field(sa_type=Text)
    changed_at: str = Field(max_length=24)


class SecondFactorRow(SQLModel, table=True):
    """Own: the sealed key of an account's second factor, and which of its codes were used."""

    __tablename__ = "second_factor"

    account: str = Field(primary_key=True, max_length=64)
    sealed: bytes = Field(sa_type=LargeBinary)
    confirmed_at: str | None = Field(default=None, max_length=24)
    last_step: int | None = Field(default=None, sa_type=BigInteger)
    recovery: str = Field(sa_type=Text)


class KeptFileRow(SQLModel, table=True):
    """Own: the content of a file that entries name by its hash."""

    __tablename__ = "kept_file"

    sha256: str = Field(primary_key=True, max_length=64)
    content: bytes = Field(sa_type=LargeBinary)


class TokenUseRow(SQLModel, table=True):
    """Own: when a token was shown last, to the minute."""

    __tablename__ = "token_use"

    token: str = Field(primary_key=True, max_length=64)
    used_at: str = Field(max_length=24)


class RobotSecretRow(SQLModel, table=True):
    """Own: the sealed address, key and keyword of a group's robot, which its entries name."""

    __tablename__ = "robot_secret"

    held: str = Field(primary_key=True, max_length=64)
    district: str = Field(max_length=64, index=True)
    sealed: bytes = Field(sa_type=LargeBinary)


class RobotMessageRow(SQLModel, table=True):
    """Own: a message that a group's robot has to send or has sent, and what became of it.

    ``sort`` and ``about`` say what it tells. While it waits it is tried again from ``next_at`` on;
    ``tried_at`` is when that was last, ``ended_at`` when it needed no more tries.
    """

    __tablename__ = "robot_message"

    district: str = Field(primary_key=True, max_length=64)
    sort: str = Field(primary_key=True, max_length=16)
    about: str = Field(primary_key=True, max_length=64)
    outcome: str = Field(max_length=16)
    made_at: str = Field(max_length=24)
    tries: int
    next_at: str = Field(max_length=24)
    tried_at: str | None = Field(default=None, max_length=24)
    ended_at: str | None = Field(default=None, max_length=24)
    said: str = Field(sa_type=Text)


class SettingRow(SQLModel, table=True):
    """Own: one setting of this server, such as its epoch or its fold version."""

    __tablename__ = "setting"

    name: str = Field(primary_key=True, max_length=64)
    value: str = Field(sa_type=Text)

"""Passwords, one-time codes and random secrets: how they are made and kept as hashes."""

import hashlib
import hmac
import secrets
from functools import cached_property

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from domain.errors import BadInput
from domain.sign_in import plain_code

MIN_PASSWORD = 8
MAX_PASSWORD = 200
MIN_DIFFERENT = 4
CODE_CHARACTERS = 8

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Passwords:
    """Hashes passwords with argon2id and checks them in the same time, known or not."""

    def __init__(self) -> None:
        self._hasher = PasswordHash((Argon2Hasher(),))

    def hash(self, password: str) -> str:
        """What to keep of a password; BadInput when it is too short or too long."""
        if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
            raise BadInput(
                f"密码要有 {MIN_PASSWORD} 到 {MAX_PASSWORD} 个字符。", code="bad_password"
            )
        return self._hasher.hash(password)

    @cached_property
    def _nobody(self) -> str:
        """What is checked where nothing is kept; nobody knows its password."""
        return self._hasher.hash(secrets.token_urlsafe(16))

    def is_right(self, password: str, kept: str | None) -> bool:
        """Whether it is the password kept; takes as long to say no where there is none."""
        is_right = self._hasher.verify(password, kept or self._nobody)
        return is_right and kept is not None


PASSWORD_RULE = (
    f"密码至少 {MIN_PASSWORD} 个字符，要有数字以外的字符，"
    "不要包含账号，也不要用常见的密码（如 password1）。"
)
_COMMON = frozenset(
    ("password", "passw0rd", "qwerty", "qwertyui", "asdfghjk", "iloveyou", "admin", "woaini")
)


def refuse_weak(account: str, password: str) -> None:
    """BadInput, which says the rule, for a password that others would try first."""
    plain = password.lower()
    letters = plain.strip("0123456789!@#$%^&*._-")
    is_weak = (
        len(password) < MIN_PASSWORD
        or password.isdigit()
        or len(set(plain)) < MIN_DIFFERENT
        or (len(account) >= MIN_DIFFERENT and account.lower() in plain)
        or letters in _COMMON
    )
    if is_weak or len(password) > MAX_PASSWORD:
        raise BadInput(f"这个密码太容易猜到。{PASSWORD_RULE}", code="bad_password")


def new_code() -> str:
    """A new one-time code, 40 bits in two groups that are easily read out."""
    text = "".join(secrets.choice(_CROCKFORD) for _ in range(CODE_CHARACTERS))
    return f"{text[:4]}-{text[4:]}"


def code_hash(account: str, code: str) -> str:
    """What to keep of an account's code, as typed: see ``plain_code``."""
    return _hashed("duji-code-v1", account, plain_code(code))


def bound_code_hash(unbound: str, chain: str, public_key: str) -> str:
    """What to keep of a code that one chain has used: it opens for that chain alone."""
    return _hashed("duji-bound-code-v1", unbound, chain, public_key)


def new_secret() -> str:
    """A random secret of 256 bits, for a token or a session."""
    return secrets.token_urlsafe(32)


def secret_hash(secret: str) -> str:
    """What to keep of a random secret."""
    return _hashed("duji-secret-v1", secret)


def is_same(one: str, other: str | None) -> bool:
    """Whether two kept texts agree, in constant time."""
    return hmac.compare_digest(one.encode(), (other or "").encode())


def _hashed(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()

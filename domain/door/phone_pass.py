"""The pass that a phone makes by itself on arrival, signed with its chain's key (5-03)."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64

from pydantic import BaseModel, ConfigDict, ValidationError

from domain.kinds.piece import Code, DateText
from domain.trail.line import ChainId

PREFIX = "phone"
SIGNATURE_BYTES = 64


class PhonePass(BaseModel):
    """Whoever writes this chain is at this unit, on one local day.

    Who that is and by what right they come, the server tells: a phone claims neither.
    """

    model_config = ConfigDict(frozen=True)

    chain: ChainId
    valid_on: DateText
    school_id: Code

    def signed_text(self) -> bytes:
        """What the chain's key signs."""
        return f"duji-phone-pass-v1\n{self.chain}\n{self.valid_on}\n{self.school_id}".encode()

    def token(self, signature: bytes) -> str:
        """What stands behind ``/pass/`` in the QR code."""
        text = urlsafe_b64encode(signature).decode().rstrip("=")
        return ".".join((PREFIX, self.valid_on, self.chain, text, self.school_id))


def read_token(token: str) -> tuple[PhonePass, bytes] | None:
    """The pass of an address and the signature that came with it; None for what is none."""
    prefix, _, rest = token.partition(".")
    parts = rest.split(".", 3)
    if prefix != PREFIX or len(parts) != 4:
        return None
    valid_on, chain, text, school_id = parts
    try:
        signature = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        found = PhonePass(chain=chain, valid_on=valid_on, school_id=school_id)
    except (NotBase64, ValidationError, ValueError):
        return None
    return (found, signature) if len(signature) == SIGNATURE_BYTES else None

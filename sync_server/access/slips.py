"""What one person gets to sign in with: on paper, on a screen, or as a code for a camera."""

from dataclasses import dataclass

import segno

from domain.enrolment_link import EnrolmentLink
from domain.kinds.author import VISITING, Role


@dataclass(frozen=True, slots=True)
class Slip:
    """A person's account and one-time code; ``role`` tells what they sign in to."""

    name: str
    account: str
    code: str
    role: str = ""

    @property
    def is_for_phone(self) -> bool:
        """Whether it is a phone that they sign in with first."""
        return not self.role or self.role in VISITING

    @property
    def is_for_browser(self) -> bool:
        """Whether they work in the console, for which the code sets their password."""
        return bool(self.role) and self.role not in (Role.INSPECTOR, Role.DELEGATE)

    def link(self, address: str) -> EnrolmentLink:
        """The link that holds it all, for the server at the address."""
        return EnrolmentLink(address, self.account, self.code)


def drawn(link: EnrolmentLink) -> str:
    """The link to be read by a phone's camera, as a drawing."""
    code = segno.make(link.page, error="m", micro=False)
    return code.svg_inline(svgclass="qr", lineclass=None, omitsize=True)

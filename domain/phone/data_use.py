"""What may go over which network: entries always, photos as the person with the phone decided."""

from enum import StrEnum


class LinkKind(StrEnum):
    """What the phone is connected by; ``unknown`` where the system does not say."""

    WIFI = "wifi"
    MOBILE = "mobile"
    NONE = "none"
    UNKNOWN = "unknown"


class PhotoPolicy(StrEnum):
    """Whether photos may use mobile data: always, never, or after a tap each time."""

    ALWAYS = "always"
    WIFI_ONLY = "wifi_only"
    ASK = "ask"


def may_use_much_data(policy: PhotoPolicy, link: LinkKind, *, is_agreed: bool = False) -> bool:
    """Whether something large may go now. ``is_agreed``: somebody just said yes to this.

    Only a link known to be mobile holds anything back. A phone that does not say what it is
    connected by counts as on Wi-Fi: else its photos would wait for ever.
    """
    return link is not LinkKind.MOBILE or policy is PhotoPolicy.ALWAYS or is_agreed

"""What people type by hand to sign in: an account, a one-time code, a server's address.

Keyboards for Chinese give full-width letters and 。 for a point; chats and documents paste
invisible characters along. Phone and server read both by these rules.
"""

import re
import unicodedata

from domain.errors import BadInput
from domain.spelling import plain

MOST_OF_ACCOUNT = 64
MOST_OF_CODE = 64
MOST_OF_PASSWORD = 200

_ACCOUNT = re.compile(r"[A-Za-z0-9._:@-]+")
_POINTS = str.maketrans("。·•・", "....")
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Zs", "Zl", "Zp"))
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_OF_CODE = re.compile(r"[0-9A-Z]*")
_SCHEME = re.compile(r"(https?)[:;,.]*/+", re.IGNORECASE)
# What an address of a page of ours has behind the server's own.
_PAGE = re.compile(r"/(?:app|app-download|enrol|sign-in|api)(?:/.*)?$")
_ADDRESS = re.compile(
    r"(https?)://([^/@,;:?#\[\]]+|\[[0-9a-f:]+\])(?::(\d{1,5}))?(/[^?#]*)?(?:[?#].*)?", re.I
)


def half_width(text: str) -> str:
    """The text as one line of usual characters: half-width, without what nobody sees.

    Points and dashes of every kind are ``.`` and ``-``; there is no space left in it.
    """
    usual = plain(text).translate(_POINTS)
    seen = (each for each in usual if unicodedata.category(each) not in _UNSEEN)
    shown = "".join("-" if _is_dash(each) else each for each in seen)
    # What was left out may have kept a letter from its accent.
    return shown if shown == text else half_width(shown)


def _is_dash(character: str) -> bool:
    return character == "\u2212" or unicodedata.category(character) == "Pd"


def typed_account(text: str) -> str:
    """The account meant; BadInput (``bad_account``), which says what cannot be, for none.

    Large and small letters stay as they are typed: see ``is_same_account``.
    """
    account = half_width(text)
    if not account:
        raise BadInput("请填账号，例如 chen.jing。", code="bad_account")
    other = _ACCOUNT.sub("", account)
    if other:
        raise BadInput(
            f"账号里不会有“{other[:10]}”：账号不是姓名，只有字母、数字和 . _ - @ :，"
            "例如 chen.jing。请照督导室给的账号填。",
            code="bad_account",
        )
    if len(account) > MOST_OF_ACCOUNT:
        raise BadInput(
            f"账号最多 {MOST_OF_ACCOUNT} 个字符，请照督导室给的账号填。", code="bad_account"
        )
    return account


def may_be_account(text: str) -> bool:
    """Whether an account can be called so."""
    return _ACCOUNT.fullmatch(text) is not None and len(text) <= MOST_OF_ACCOUNT


def is_same_account(one: str, other: str) -> bool:
    """Whether both are the same account but for large and small letters."""
    return one.lower() == other.lower()


def plain_code(text: str) -> str:
    """The one-time code without its separators, in the letters it is made of.

    Large and small letters, and those read for one another (O and 0, I and 1), do not matter.
    """
    shown = half_width(text).upper().translate(_MISREAD)
    return "".join(each for each in shown if each not in "-–—_.")


def typed_code(text: str) -> str:
    """The code meant; BadInput (``bad_code``) where it can be none."""
    code = plain_code(text)
    if not code or len(code) > MOST_OF_CODE or not _OF_CODE.fullmatch(code):
        raise BadInput(
            "登录码不对：登录码只有字母和数字，例如 7K2M-9QXA。请照督导室给的填。",
            code="bad_code",
        )
    return code


def typed_password(text: str) -> str:
    """The password as it is typed; BadInput (``bad_password``) where it can be none."""
    if not text or len(text) > MOST_OF_PASSWORD:
        raise BadInput(f"密码不对：密码最多 {MOST_OF_PASSWORD} 个字符。", code="bad_password")
    return text


def server_address(text: str) -> str:
    """The server's address without a slash behind it; https where no scheme is given.

    What a page of the server has behind it is left out. BadInput (``bad_address``) for none.
    """
    address = half_width(text).replace("\\", "/")
    address = _SCHEME.sub(lambda found: f"{found[1].lower()}://", address, count=1)
    found = _ADDRESS.fullmatch(address if "://" in address else f"https://{address}")
    host = half_width(found[2].lower()).strip(".") if found else ""
    if not (found and host) or not 0 < int(found[3] or 443) < 2**16:
        raise BadInput("服务器地址不对，应该像 https://duji.example.cn 这样。", code="bad_address")
    port, path = found[3], _PAGE.sub("", found[4] or "").rstrip("/.")
    return f"{found[1].lower()}://{host}{f':{int(port)}' if port else ''}{path}"

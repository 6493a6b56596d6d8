"""What can go wrong on the way to the server, each in words of its own, and when to try again."""

from collections.abc import Mapping

from pydantic import ValidationError

from domain.errors import (
    BadInput,
    Conflict,
    DujiError,
    NotAllowed,
    NotFound,
    NotSignedIn,
    TooLarge,
    TooMany,
    Unavailable,
)
from domain.wire import Problem

SAFE = "手机上的记录都在。"
MOST_RETRY_AFTER_S = 3600


class Offline(Unavailable):
    """The server was not reached."""

    code = "offline"


def offline() -> Offline:
    """No network, or nobody answers at the address."""
    return Offline(f"现在连不上服务器。{SAFE}有网络后会自动再传。")


def timed_out() -> Offline:
    """The network is too slow or the server too busy."""
    return Offline(f"网络太慢，服务器没有及时回应。{SAFE}稍后会自动再传。", code="timeout")


def not_secure() -> Unavailable:
    """The server's certificate does not prove who it is."""
    return Unavailable(
        f"服务器的安全证书验证不过，没有发送任何内容。{SAFE}"
        "请检查手机的日期和时间，或换一个网络；仍不行请联系督导室。",
        code="not_secure",
    )


def captive_portal() -> Offline:
    """A Wi-Fi's own page came instead of the server's answer."""
    return Offline(
        f"收到的不是督迹服务器的回答，可能是无线网络要先登录。{SAFE}"
        "请打开浏览器登录无线网络，或改用流量。",
        code="captive_portal",
    )


def bad_answer() -> Unavailable:
    """The server answered something this app does not understand."""
    return Unavailable(
        f"服务器的回答看不懂，可能是地址不对，或督迹需要升级。{SAFE}", code="bad_answer"
    )


def wrong_key() -> Unavailable:
    """A receipt is not signed by the log whose key was pinned at enrolment."""
    return Unavailable(
        f"服务器的存证签名和登录时的不一致，为了安全没有当作已上传。{SAFE}请联系督导室核实服务器。",
        code="wrong_key",
    )


def key_missing() -> Unavailable:
    """The chain's private key is not on this phone any more."""
    return Unavailable(
        "这部手机的签名钥匙不见了（可能恢复过备份或清过数据）。"
        "已有记录都在；请联网后重新登录一次，再继续记录。",
        code="key_missing",
    )


def damaged_paper(title: str) -> Unavailable:
    """A paper's text is not the one the office listed."""
    return Unavailable(
        f"文件《{title}》传来的内容和督导室登记的不一致，没有收下。{SAFE}稍后会自动再取。",
        code="paper_damaged",
    )


def refused(status: int, headers: Mapping[str, str], body: bytes) -> DujiError:
    """The error that an answer with this status is."""
    if 300 <= status < 400 or "html" in headers.get("content-type", ""):
        return captive_portal() if status < 500 else _server_error(status)
    problem = _problem(body)
    code = problem.code if problem else None
    if status in _FIXED:
        family, default_code, words = _FIXED[status]
        return family(words, code=code or default_code, status=status)
    if status in (408, 425, 429):
        words = f"服务器正忙，请稍等。{SAFE}稍后会自动再传。"
        return TooMany(words, code=code, status=status, retry_after_s=_retry_after(headers))
    if status >= 500:
        return _server_error(status, _retry_after(headers))
    words = f"服务器没有接受（{status}）。{SAFE}请联系督导室。"
    return BadInput(words, code=code or "refused", status=status)


_FIXED: dict[int, tuple[type[DujiError], str, str]] = {
    401: (NotSignedIn, "not_signed_in", f"登录已失效，请重新登录一次。{SAFE}"),
    403: (NotAllowed, "not_allowed", f"督导室停用了这个账号或这部手机。{SAFE}请联系督导室。"),
    404: (NotFound, "not_found", f"服务器上没有这一项，请检查服务器地址。{SAFE}"),
    409: (Conflict, "conflict", f"和服务器上的情况对不上，稍后会重新核对。{SAFE}"),
    413: (TooLarge, "too_large", f"一次传得太多，服务器没有接受。{SAFE}"),
}


def _server_error(status: int, retry_after_s: int | None = None) -> Unavailable:
    return Unavailable(
        f"服务器出了故障（{status}）。{SAFE}稍后会自动再传。",
        code="server_error",
        status=status,
        retry_after_s=retry_after_s,
    )


def _problem(body: bytes) -> Problem | None:
    try:
        return Problem.model_validate_json(body)
    except ValidationError:
        return None  # Something between us and the server answered; the status says enough.


def _retry_after(headers: Mapping[str, str]) -> int | None:
    """The seconds the server asks to wait, at most an hour; None where it does not say."""
    text = headers.get("retry-after", "")
    return min(int(text), MOST_RETRY_AFTER_S) if text.isascii() and text.isdigit() else None


def is_passing(error: DujiError) -> bool:
    """Whether trying again by itself can help: not for a 4xx other than 408, 425 and 429."""
    return isinstance(error, Unavailable | TooMany) and error.specific_code not in _LASTING


_LASTING = frozenset({"not_secure", "bad_answer", "wrong_key", "key_missing", "newer_database"})

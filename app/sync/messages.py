"""What can go wrong on the way to the server, each in words of its own, and when to try again."""

from collections.abc import Collection, Mapping

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
from domain.kinds.book_part import BookPart
from domain.wire.messages import Problem

SAFE = "手机上的记录都在。"
LATER = "稍后会自动再试。"
MOST_RETRY_AFTER_S = 3600
DISK_FULL = "disk_full"
CUT_OFF = "cut_off"


class Offline(Unavailable):
    """The server was not reached."""

    code = "offline"


def offline() -> Offline:
    """No network, or nobody answers at the address."""
    return Offline(f"现在连不上服务器。{SAFE}有网络后会自动再试。")


def no_address() -> Offline:
    """The server's name is not found: mostly there is no network at all."""
    return Offline(
        f"现在连不上服务器：手机没有连上网，或者服务器地址不对。{SAFE}有网络后会自动再试。",
        code="no_address",
    )


def nobody_answers() -> Offline:
    """The machine is there and no server on it."""
    return Offline(
        f"现在连不上服务器：服务器没有应答，可能正在维护。{SAFE}{LATER}", code="nobody_answers"
    )


def cut_off() -> Offline:
    """The connection broke in the middle."""
    return Offline(f"传到一半，网络断了。{SAFE}{LATER}已传到的部分不会重传。", code=CUT_OFF)


def timed_out() -> Offline:
    """The network is too slow or the server too busy."""
    return Offline(f"网络太慢，服务器没有及时回应。{SAFE}{LATER}", code="timeout")


def not_secure() -> Unavailable:
    """The server's certificate does not prove who it is."""
    return Unavailable(
        f"服务器的安全证书验证不过，没有发送任何内容。{SAFE}"
        "请检查手机的日期和时间，或换一个网络；仍不行请联系督导室。",
        code="not_secure",
    )


def wrong_date() -> Unavailable:
    """By the phone's clock, the server's certificate is not valid today."""
    return Unavailable(
        f"按手机现在的日期，服务器的安全证书不在有效期，没有发送任何内容。{SAFE}"
        "多半是手机的日期不对：请在系统设置里打开“自动设置时间”再试；日期没错的，请联系督导室。",
        code="wrong_date",
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
        f"服务器的回答看不懂，可能是地址不对，或督迹需要升级。{SAFE}{LATER}", code="bad_answer"
    )


def other_version(schema: int | None, known: int) -> Unavailable:
    """The workbook is one of an older or a newer server; older ones did not say."""
    if schema is None or schema < known:
        return Unavailable(
            f"督导室的服务器比这部手机上的督迹旧，名单和任务没有下载。{SAFE}请督导室升级服务器。",
            code="older_server",
        )
    return Unavailable(
        f"督导室的服务器已经升级，这部手机上的督迹太旧，名单和任务没有下载。{SAFE}请更新督迹。",
        code="newer_server",
    )


def unread_parts(parts: Collection[BookPart]) -> Unavailable:
    """Some parts of the workbook are nothing this app understands; the others came."""
    names = "、".join(PART_NAMES[part] for part in BookPart if part in parts)
    return Unavailable(
        f"服务器发来的{names}看不懂，先用着原来的；其他的都已更新。{SAFE}"
        f"{LATER}仍不行请更新督迹，或联系督导室。",
        code="part_unread",
    )


PART_NAMES = {
    BookPart.SERVER: "服务器信息",
    BookPart.REGISTER: "学校名单",
    BookPart.MINE: "本人督导记录",
    BookPart.FINDINGS: "待整改问题",
    BookPart.CAMPAIGNS: "专项任务",
    BookPart.PAPERS: "文件目录",
    BookPart.DUTY: "应督导完成情况",
    BookPart.MESSAGES: "群众来信",
    BookPart.TASKS: "交办任务",
}


def wrong_key() -> Unavailable:
    """A receipt is not signed by the log whose key was pinned at enrolment."""
    return Unavailable(
        f"服务器的签名和登录时的不一致，为了安全没有当作已上传。{SAFE}请联系督导室核实服务器。",
        code="wrong_key",
    )


def wrong_receipt() -> Unavailable:
    """A receipt's entries do not lead to what the log signed."""
    return Unavailable(
        f"服务器的回执和它签名的总日志对不上，为了安全没有当作已上传。{SAFE}请联系督导室核实服务器。",
        code="wrong_receipt",
    )


def key_missing() -> Unavailable:
    """The chain's private key is not on this phone any more."""
    return Unavailable(
        "这部手机的签名钥匙不见了（可能恢复过备份或清过数据）。"
        "已有记录都在；请联网后重新登录一次，再继续记录。",
        code="key_missing",
    )


def key_not_kept() -> Unavailable:
    """The phone's secure storage takes no key."""
    return Unavailable(
        "手机的安全存储现在存不进签名钥匙，没有登录，登录码也没有用掉；手机上的记录没有动。"
        "请重启手机后再登录一次；还不行的，请联系督导室。",
        code="key_not_kept",
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
    wait_s = _retry_after(headers)
    if status in _FIXED:
        family, default_code, words = _FIXED[status]
        words = _BY_CODE.get(code or "", words)
        return family(f"{words.format(safe=SAFE)}", code=code or default_code, status=status)
    if status in (408, 425, 429):
        words = f"服务器正忙，请等{_wait_words(wait_s)}。{SAFE}到时会自动再试，新的记录照常记。"
        return TooMany(words, code=code, status=status, retry_after_s=wait_s)
    if status >= 500:
        return _server_error(status, wait_s, code)
    words = f"服务器没有接受（{status}）。{SAFE}请联系督导室。"
    return BadInput(words, code=code or "refused", status=status)


_FIXED: dict[int, tuple[type[DujiError], str, str]] = {
    400: (
        BadInput,
        "bad_request",
        "服务器没有看懂这次上传（400）。{safe}请更新督迹；仍不行请联系督导室。",
    ),
    401: (
        NotSignedIn,
        "not_signed_in",
        "登录已失效，请重新登录一次。{safe}重新登录也不行的，账号可能停用了，请联系督导室。",
    ),
    403: (NotAllowed, "not_allowed", "督导室停用了这个账号或这部手机。{safe}请联系督导室。"),
    404: (NotFound, "not_found", "服务器上没有这一项，请检查服务器地址。{safe}"),
    409: (Conflict, "conflict", "和服务器上的情况对不上，稍后会重新核对。{safe}"),
    413: (TooLarge, "too_large", "一次传得太多，服务器没有接受。{safe}请联系督导室。"),
    422: (
        BadInput,
        "refused",
        "服务器检查后没有接受（422）。{safe}请把这句话告诉督导室，其他记录照常上传。",
    ),
    426: (
        BadInput,
        "update_needed",
        "服务器要求先更新督迹再上传。{safe}请更新；更新前可以照常记录。",
    ),
}

CAMPAIGN_OVER = "campaign_over"
"""What is wrong where the account was there for a campaign (联合部门人员) that is over."""

_BY_CODE = {
    "chain_revoked": "督导室停用了这部手机。{safe}新记录照常能记、能传，会标明；请联系督导室。",
    "no_phone": "审计员的账号只在浏览器里查看，不能登录手机；没有改动这部手机上的内容。",
    CAMPAIGN_OVER: "您参加的专项已经办结、撤销，或者小组里不再有您，账号随之停用。{safe}"
    "还要用的，请联系督导室。",
    "account_disabled": "督导室停用了这个账号。{safe}请联系督导室。",
    "older_delivery": "这部手机上的督迹版本太旧，服务器没有收。{safe}请更新督迹，更新后会再传。",
    "newer_delivery": "服务器的版本比这部手机上的督迹旧，没有收。{safe}请督导室升级服务器。",
    "photo_hash_wrong": "照片传到服务器后核对不上，已让服务器丢弃。{safe}下次会从头再传。",
}


def _server_error(
    status: int, retry_after_s: int | None = None, code: str | None = None
) -> Unavailable:
    default_code, words = "server_error", f"服务器出了故障（{status}）。{SAFE}{LATER}"
    if status == 507 or code == DISK_FULL:
        default_code = DISK_FULL
        words = f"督导室服务器的磁盘满了，暂时收不下。{SAFE}请告诉督导室；腾出空间后会自动再试。"
    elif status == 503:
        default_code, words = "server_busy", f"服务器正在维护或太忙（503）。{SAFE}{LATER}"
    return Unavailable(words, code=default_code, status=status, retry_after_s=retry_after_s)


def _wait_words(seconds: int | None) -> str:
    if seconds is None:
        return "一会儿"
    return f"大约 {seconds} 秒" if seconds < 90 else f"大约 {round(seconds / 60)} 分钟"


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


_LASTING = frozenset(
    {
        "not_secure",
        "wrong_date",
        "wrong_key",
        "wrong_receipt",
        "key_missing",
        "key_not_kept",
        "newer_database",
        "newer_server",
        "older_database",
        "phone_full",
        "store_damaged",
        "store_failed",
    }
)

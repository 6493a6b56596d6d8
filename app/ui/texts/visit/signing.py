"""Texts of reading the record before signing it, and of signing."""

READ_TITLE = "签字前请看一遍"
READ_HINT = "下面是这次记下的全部内容。看过没有出入，再签字；有出入，请督学当场改。"
READ_DONE = "看过了，去签字"
SOMEBODY_ELSE = "别人签"
SIGN_HINT = "请对方看过记录再签。签字之后又改的，会看得出来。"
UNASKED_HINT = "本区规定不要求签字，可以不签；要签的，请对方看过记录再签。"
SIGN_NAME = "签字人姓名"
SIGN_PAD = "请在框里签名"
SIGN_CLEAR = "重写"
SIGN = "签好了"
SIGN_AGAIN = "重新签字"
SIGN_REFUSE = "对方拒签"
REFUSAL_REASON = "拒签原因"
NAME_NEEDED = "请填写签字人姓名"
NOT_SIGNED = "还没有签字"
REFUSED = "拒签"
SIGNED = "已签"
SIGNED_BEFORE_CHANGE = "签字之后记录又有改动，可请对方再签一次。"
BOTH_SIGNED = "双方都签了。接下来记录离校，再检查并提交。"


def read_by(name: str) -> str:
    """The button by which somebody known by name has read the record and goes on to sign it."""
    return f"{name}{READ_DONE}"


def signed_by(name: str, at: str) -> str:
    """Who signed when."""
    return f"{name} · {at}"


def signed_or_not(signer: str, *, is_refused: bool) -> str:
    """Whether the signer signed or refused."""
    return f"{signer}{REFUSED if is_refused else SIGNED}"


def signing(who: str) -> str:
    """The title of the screen on which somebody signs."""
    return f"{who}签字"

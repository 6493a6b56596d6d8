"""What went wrong at the door, as a page of the door's own."""

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from domain.errors import DujiError, NotAllowed, NotFound, NotSignedIn, TooLarge
from sync_server.console.pages import Page
from sync_server.console.refusals import UNKNOWN, words

OPEN = ("card", "pass")
SAID: dict[type[DujiError], tuple[str, str]] = {
    NotFound: ("没有找到", "可能地址写错了，或者它不是发给本单位的。"),
    NotAllowed: ("页面已经过期", "没有提交。请返回上一页刷新后再试，填过的内容可以先复制下来。"),
    TooLarge: (
        "照片一共太大了",
        "没有收下。请返回上一页，一次少选几张再提交；填过的文字还在那里。",
    ),
}


def at_door(request: Request) -> bool:
    """Whether the request is to one of the door's pages."""
    first = request.url.path.strip("/").partition("/")[0]
    return first in ("door", *OPEN)


def door_trouble(
    request: Request, error: Exception, status: int = 0, title: str = "", text: str = ""
) -> Response:
    """The page that says it; who is outside is asked to come in."""
    if isinstance(error, NotSignedIn):
        return RedirectResponse("/door/enter?out=1", 303)
    if isinstance(error, DujiError):
        status, title, text = words(error)
        title, text = next(
            (said for of, said in SAID.items() if isinstance(error, of)), (title, text)
        )
    elif not title:
        status, title, text = UNKNOWN
    home = "" if request.url.path.strip("/").partition("/")[0] in OPEN else "/door"
    page = Page("door/trouble.html", status=status)
    return page.response(request, title=title, text=text, home=home)

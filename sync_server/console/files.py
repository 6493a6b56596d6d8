"""Files that come and go by pages: what comes beside one, and how one is given out."""

from collections.abc import Mapping
from urllib.parse import quote

from fastapi.responses import Response

from domain.errors import NotFound
from sync_server.console.form_fields import Typed


def hidden_only(typed: Typed, allowed: Mapping[str, int]) -> bool:
    """Whether what came beside a file is what our page sent: short words without blanks.

    What is typed passes the door for texts, which a file does not.
    """
    return all(
        len(value) <= allowed.get(name, 0) and value.isascii() and not set(value) & set(" \n\t")
        for name, value in typed.items()
    )


def download_headers(name: str, plain: str) -> dict[str, str]:
    """Those of a file to be kept, which no page of ours ever opens.

    ``plain`` is its name for programs that know no Chinese.
    """
    return {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}",
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }


def download(content: bytes, media_type: str, name: str, plain: str) -> Response:
    """The file as a download; names as ``download_headers`` has them."""
    return Response(content, media_type=media_type, headers=download_headers(name, plain))


def picture(content: bytes | None) -> Response:
    """A small JPEG within a page, not to be kept: who is no inspector any more is not shown."""
    if content is None:
        raise NotFound("There is no such photo.", code="no_portrait")
    headers = {"Cache-Control": "no-store", "Content-Disposition": "inline"}
    return Response(content, media_type="image/jpeg", headers=headers)

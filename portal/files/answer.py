"""Giving files back: as attachments with their own names, in which nothing can run."""

from flask import Response

from portal.errors import NotFound
from portal.files.models import StoredFile
from portal.files.names import disposition, download_name
from portal.files.storage import store

LOCKED_DOWN = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "no-store",
}


def send(stored: StoredFile, *, inline_picture: bool = False) -> Response:
    """The file as an attachment; or its preview, which we made ourselves, to be shown in the page."""
    if not inline_picture:
        return download(store().open_bytes(stored.sha256), media_type=stored.media_type, name=stored.name)
    if stored.preview_sha256 is None:
        raise NotFound()
    data = store().open_bytes(stored.preview_sha256)
    shown = disposition(download_name(stored.name, "image/jpeg"), inline=True)
    return _answer(data, "image/jpeg", shown)


def picture(sha256: str) -> Response:
    """A picture that the portal made itself, to be shown in a page."""
    return _answer(store().open_bytes(sha256), "image/png", "inline")


def download(data: bytes, *, media_type: str, name: str) -> Response:
    """Bytes to be saved under a name that tells what they are."""
    return _answer(data, media_type, disposition(download_name(name, media_type)))


def _answer(data: bytes, media_type: str, shown: str) -> Response:
    answer = Response(data, content_type=media_type, headers=LOCKED_DOWN)
    answer.headers["Content-Disposition"] = shown
    return answer

"""Files of every kind, good and hostile, made from their parts."""

import struct
import zlib
from io import BytesIO

import pikepdf
from PIL import Image


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **options: object
) -> bytes:
    """A picture in one colour."""
    written = BytesIO()
    Image.new(mode, size, "#c33").save(written, kind, **options)
    return written.getvalue()


def film(kind: str) -> bytes:
    """A picture that moves."""
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    written = BytesIO()
    frames[0].save(written, kind, save_all=True, append_images=frames[1:], duration=100)
    return written.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A few bytes whose header promises a huge picture."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\x00" * 10)), (b"IEND", b"")]
    packed = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + packed


def document(pages: int = 1, change: object = None, **options: object) -> bytes:
    """A PDF with empty pages; `change(pdf)` adds what a test is about."""
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page(page_size=(595, 842))
    if callable(change):
        change(made)
    written = BytesIO()
    made.save(written, **options)
    return written.getvalue()


def opened(data: bytes) -> pikepdf.Pdf:
    """The PDF as its parser sees it."""
    return pikepdf.open(BytesIO(data))


def text_of(data: bytes) -> bytes:
    """The PDF's objects without compression, for searching in them."""
    written = BytesIO()
    options = {"object_stream_mode": pikepdf.ObjectStreamMode.disable, "qdf": True}
    opened(data).save(written, **options)
    return written.getvalue()

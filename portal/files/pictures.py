"""Pictures: measured from the header before they are opened, and given a small copy without metadata."""

from io import BytesIO

from PIL import Image, ImageCms, ImageFile, ImageOps

from portal.files.verdict import Examined, FileRefused, Limits
from portal.words import Sentence, say

MEDIA_TYPES = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
PREVIEW_SIDE = 1600
PREVIEW_QUALITY = 85

DAMAGED = say("This picture is damaged or incomplete. Please save it again as JPEG or PNG and send that.")
MOVING = say("This picture moves. Please send a still picture, and a film as a link.")


def examine_picture(data: bytes, limits: Limits) -> Examined:
    """Open the picture, refuse bombs, films and broken ones, and make its preview."""
    picture = _opened(data, limits)
    if picture.format != "MPO" and getattr(picture, "n_frames", 1) > 1:
        raise FileRefused(MOVING)
    try:
        upright = ImageOps.exif_transpose(picture)
        preview = preview_of(upright)
    except Exception as broken:  # decoders of hostile bytes fail in many ways; each means the same
        raise FileRefused(DAMAGED) from broken
    return Examined(
        data=data,
        media_type=MEDIA_TYPES[str(picture.format)],
        width=upright.width,
        height=upright.height,
        preview=preview,
    )


def preview_of(picture: Image.Image) -> bytes:
    """A copy for screens: small, in sRGB, and without a word about camera, place or person."""
    small = _in_screen_colours(picture)
    small.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    bare = Image.new("RGB", small.size, "white")
    bare.paste(small, mask=small.getchannel("A") if small.mode == "RGBA" else None)
    written = BytesIO()
    bare.save(written, "JPEG", quality=PREVIEW_QUALITY, optimize=True, progressive=True)
    return written.getvalue()


def for_print(data: bytes, most: tuple[int, int]) -> tuple[bytes, int, int]:
    """A copy for paper as PNG, with width and height: on white, in sRGB, without a word about its origin.

    Letters are kept for decades, so nothing shines through in them and no profile is needed to read them.
    """
    picture = _in_screen_colours(ImageOps.exif_transpose(_opened(data, Limits())))
    picture.thumbnail(most)
    bare = Image.new("RGB", picture.size, "white")
    bare.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
    written = BytesIO()
    bare.save(written, "PNG", optimize=True)
    return written.getvalue(), bare.width, bare.height


def _opened(data: bytes, limits: Limits) -> Image.Image:
    # WeasyPrint, where it runs in the same process, lets cut-off pictures pass; here they are damaged.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        picture = Image.open(BytesIO(data), formats=["JPEG", "PNG", "WEBP"])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise FileRefused(_too_large(limits)) from bomb
    except Exception as broken:  # decoders of hostile bytes fail in many ways; each means the same
        raise FileRefused(DAMAGED) from broken
    # Only the header is read so far: a picture that would not fit into memory is never decoded.
    if picture.width * picture.height > limits.pixels:
        raise FileRefused(_too_large(limits))
    return picture


def _too_large(limits: Limits) -> Sentence:
    return say(
        "This picture has more than {most} million pixels. Please send a smaller one.",
        most=limits.pixels // 1_000_000,
    )


def _in_screen_colours(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    seen_through = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    if profile and picture.mode in ("RGB", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(
                picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            return converted or picture.convert("RGB")
        except (ImageCms.PyCMSError, OSError):
            return picture.convert("RGB")
    return picture.convert("RGBA" if seen_through else "RGB")

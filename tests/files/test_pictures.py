"""Pictures are measured before they are opened, and their previews tell nothing but the picture."""

from io import BytesIO

import pytest
from PIL import Image, ImageCms, ImageFile

from portal.files.pictures import DAMAGED, MOVING, PREVIEW_SIDE, examine_picture, for_print
from portal.files.verdict import Examined, FileRefused, Limits
from tests.files.making import film, picture, png_that_claims


def look_at(data: bytes) -> Examined:
    """The picture, examined under the usual limits."""
    return examine_picture(data, Limits())


def refusal_of(data: bytes) -> str:
    """The sentence with which the picture is refused."""
    with pytest.raises(FileRefused) as refused:
        look_at(data)
    return str(refused.value)


def preview_of(data: bytes) -> Image.Image:
    """The preview, opened."""
    return Image.open(BytesIO(look_at(data).preview or b""))


def test_a_picture_is_kept_as_it_came_with_its_measures() -> None:
    data = picture("PNG", (40, 30))
    found = look_at(data)
    assert (found.data, found.width, found.height, found.pages) == (data, 40, 30, None)


def test_a_copy_for_paper_is_flat_on_white_no_larger_than_the_printer_needs_and_says_nothing_else() -> None:
    seen_through = Image.new("RGBA", (2_000, 1_000), (0, 0, 0, 0))
    written = BytesIO()
    maker = Image.Exif()
    maker[271] = "Kamera"
    seen_through.save(written, "PNG", exif=maker)
    data, width, height = for_print(written.getvalue(), (945, 425))
    copy = Image.open(BytesIO(data))
    assert (copy.format, copy.mode, copy.size, (width, height)) == ("PNG", "RGB", (850, 425), (850, 425))
    assert (copy.getpixel((0, 0)), copy.info) == ((255, 255, 255), {})
    assert for_print(picture("JPEG", (40, 30)), (945, 425))[1:] == (40, 30)


@pytest.mark.parametrize("size", [(13_000, 13_000), (65_535, 65_535), (8_000, 6_251)])
def test_a_bomb_is_refused_from_its_header(size: tuple[int, int]) -> None:
    assert refusal_of(png_that_claims(*size)) == (
        "This picture has more than 50 million pixels. Please send a smaller one."
    )


def test_the_largest_picture_allowed_is_refused_only_for_its_missing_data() -> None:
    assert refusal_of(png_that_claims(8_000, 6_250)) == str(DAMAGED)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_truncated_picture_is_refused(kind: str) -> None:
    data = picture(kind, (400, 300))
    assert refusal_of(data[: len(data) // 2]) == str(DAMAGED)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_picture_that_moves_is_refused(kind: str) -> None:
    assert refusal_of(film(kind)) == str(MOVING)


def test_the_preview_is_small_and_a_jpeg() -> None:
    shown = preview_of(picture("JPEG", (4_000, 1_000)))
    assert (shown.format, shown.size) == ("JPEG", (PREVIEW_SIDE, 400))


def test_the_preview_carries_no_metadata() -> None:
    exif = Image.Exif()
    exif[0x013B] = "canary-artist"
    exif.get_ifd(0x8825)[1] = "N"
    shown = look_at(picture("JPEG", exif=exif.tobytes(), comment=b"canary-comment")).preview or b""
    assert b"canary" not in shown
    assert dict(Image.open(BytesIO(shown)).getexif()) == {}


def test_a_picture_on_its_side_is_measured_and_shown_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    data = picture("JPEG", (40, 30), exif=exif.tobytes())
    assert (look_at(data).width, look_at(data).height, preview_of(data).size) == (30, 40, (30, 40))


def test_what_is_transparent_is_shown_on_white() -> None:
    written = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(written, "PNG")
    assert preview_of(written.getvalue()).getpixel((5, 5)) == (255, 255, 255)


def test_a_picture_for_print_is_shown_in_screen_colours() -> None:
    assert preview_of(picture("JPEG", mode="CMYK")).mode == "RGB"


def test_a_colour_profile_is_used_and_a_broken_one_does_no_harm() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert preview_of(picture("JPEG", icc_profile=profile)).mode == "RGB"
    assert preview_of(picture("JPEG", icc_profile=b"broken")).mode == "RGB"


def test_a_cut_off_picture_is_refused_also_where_another_library_would_let_it_pass(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    data = picture("JPEG", (400, 300))
    assert refusal_of(data[: len(data) // 2]) == str(DAMAGED)

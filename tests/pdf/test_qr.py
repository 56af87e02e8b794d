"""The QR code of a letter."""

from io import BytesIO

from PIL import Image

from portal.pdf import qr_png


def test_a_qr_code_is_a_one_bit_picture_with_a_quiet_zone_of_four_modules() -> None:
    picture = Image.open(BytesIO(qr_png("https://exchange.example/verify/7k3m9qxdt5wz2b8rc4hj6npvfa")))
    assert (picture.mode, picture.width) == ("1", picture.height)
    quiet = picture.crop((0, 0, 32, picture.height)).getcolors()
    assert quiet == [(32 * picture.height, 255)]


def test_the_same_address_gives_the_same_picture_and_another_another() -> None:
    assert qr_png("https://a.example") == qr_png("https://a.example")
    assert qr_png("https://a.example") != qr_png("https://b.example")

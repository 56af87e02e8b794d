"""Names are shown as they were written; what deceives or breaks is left out."""

import pytest

from portal.files.names import LONGEST, display_name, disposition, download_name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("тест.pdf", "тест.pdf"),
        ("سيرة ذاتية.pdf", "سيرة ذاتية.pdf"),
        ("می‌خواهم.pdf", "می‌خواهم.pdf"),
        ("Ιστορία ☂.png", "Ιστορία ☂.png"),
        ("Işıl\u0308.pdf".replace("\u0308", ""), "Işıl.pdf"),
        ("e\u0301te\u0301.pdf", "été.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie: x=1.pdf"),
        ("a\x00b\ud800.pdf", "ab.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\photo.jpg", "photo.jpg"),
        (".htaccess", "htaccess"),
        ("-rf.pdf", "rf.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("concert.pdf", "concert.pdf"),
        ("  two \t words .pdf ", "two words .pdf"),
        ("", "file"),
        ("..", "file"),
        ("\u202e", "file"),
        ("a" * 300 + ".pdf", "a" * (LONGEST - 4) + ".pdf"),
        ("a" * 300, "a" * LONGEST),
    ],
)
def test_a_name_is_shown_without_what_deceives(name: str, shown: str) -> None:
    assert display_name(name) == shown


@pytest.mark.parametrize(
    ("name", "media_type", "saved"),
    [
        ("portfolio.pdf", "application/pdf", "portfolio.pdf"),
        ("portfolio.PDF", "application/pdf", "portfolio.PDF"),
        ("photo.jpeg", "image/jpeg", "photo.jpeg"),
        ("picture.exe", "application/pdf", "picture.exe.pdf"),
        ("photo.png", "image/jpeg", "photo.png.jpg"),
        ("a" * 300, "image/png", "a" * (LONGEST - 4) + ".png"),
        ("table.xlsx", "application/octet-stream", "table.xlsx"),
    ],
)
def test_the_ending_of_a_download_fits_what_the_file_is(name: str, media_type: str, saved: str) -> None:
    assert download_name(name, media_type) == saved


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("plan.pdf", 'attachment; filename="plan.pdf"'),
        ("тест.pdf", "attachment; filename=\"pdf\"; filename*=UTF-8''%D1%82%D0%B5%D1%81%D1%82.pdf"),
        ('a"; x="b.pdf', "attachment; filename=\"a__ x__b.pdf\"; filename*=UTF-8''a%22%3B%20x%3D%22b.pdf"),
        ("été 1.pdf", "attachment; filename=\"ete 1.pdf\"; filename*=UTF-8''%C3%A9t%C3%A9%201.pdf"),
        ("日本", "attachment; filename=\"file\"; filename*=UTF-8''%E6%97%A5%E6%9C%AC"),
    ],
)
def test_every_browser_gets_a_name_that_it_can_read(name: str, header: str) -> None:
    assert disposition(name) == header

"""Documents are kept as they came when nothing in them acts by itself, else rebuilt without what acts."""

from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from portal.files.documents import DAMAGED, HOLDS_FILES, LOCKED, examine_document
from portal.files.verdict import Examined, FileRefused, Limits
from tests.files.making import document, opened, text_of

Change = Callable[[Pdf], None]


def look_at(data: bytes, limits: Limits | None = None) -> Examined:
    """The document, examined under the usual limits."""
    return examine_document(data, limits or Limits())


def refusal_of(data: bytes, limits: Limits | None = None) -> str:
    """The sentence with which the document is refused."""
    with pytest.raises(FileRefused) as refused:
        look_at(data, limits)
    return str(refused.value)


def at_opening(pdf: Pdf) -> None:
    """A program that runs when the document is opened."""
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def by_name(pdf: Pdf) -> None:
    """A program among the document's names, in an object of its own."""
    program = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=pdf.make_stream(b"app.alert(1)")))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), program])))


def at_page(pdf: Pdf) -> None:
    """A program that runs when a page is shown."""
    pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.Launch, F=String("calc.exe")))


def in_link(pdf: Pdf) -> None:
    """A link that starts a program, deep inside a page."""
    action = Dictionary(S=Name.Launch, F=String("calc.exe"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
    pdf.pages[0].obj.Annots = Array([link])


def in_bad_address(pdf: Pdf) -> None:
    """A link to an address that is none."""
    action = Dictionary(S=Name.URI, URI=String("javascript:alert(1)"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
    pdf.pages[0].obj.Annots = Array([link])


def in_form(pdf: Pdf) -> None:
    """A fill-in form with a program of its own."""
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp/>"))


def in_film(pdf: Pdf) -> None:
    """A film inside a page."""
    film = Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=Array([0, 0, 9, 9]))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(film)])


def good_link(pdf: Pdf) -> None:
    """A link to a film of the applicant."""
    action = Dictionary(S=Name.URI, URI=String("https://video.example/1"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
    pdf.pages[0].obj.Annots = Array([link])


@pytest.mark.parametrize("change", [None, good_link])
def test_a_document_that_does_nothing_is_kept_byte_by_byte(change: Change | None) -> None:
    data = document(3, change)
    assert look_at(data) == Examined(data=data, media_type="application/pdf", pages=3)


@pytest.mark.parametrize(
    "change",
    [at_opening, by_name, at_page, in_link, in_bad_address, in_form, in_film],
    ids=lambda made: made.__name__,
)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
def test_what_acts_by_itself_is_gone_from_the_rebuilt_document(change: Change, packed: bool) -> None:
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    found = look_at(document(2, change, object_stream_mode=mode))
    left = text_of(found.data)
    words = (
        b"/JavaScript",
        b"/JS",
        b"/Launch",
        b"calc.exe",
        b"alert",
        b"/OpenAction",
        b"/AA",
        b"/XFA",
        b"/RichMedia",
    )
    assert [word for word in words if word in left] == []
    assert (found.pages, len(opened(found.data).pages)) == (2, 2)


@pytest.mark.parametrize("password", ["", "secret"])
def test_a_locked_document_is_refused(password: str) -> None:
    data = document(encryption=pikepdf.Encryption(owner="owner", user=password))
    assert refusal_of(data) == str(LOCKED)


def test_a_document_with_files_inside_is_refused() -> None:
    def attach(pdf: Pdf) -> None:
        pdf.attachments["other.exe"] = b"MZ"

    assert refusal_of(document(1, attach)) == str(HOLDS_FILES)


@pytest.mark.parametrize("cut", [20, 200, 400])
def test_a_truncated_document_is_refused(cut: int) -> None:
    assert refusal_of(document(5)[:cut]) == str(DAMAGED)


def test_a_document_that_is_only_a_name_is_refused() -> None:
    assert refusal_of(b"%PDF-1.7\nnothing more") == str(DAMAGED)


def test_a_document_without_pages_is_refused() -> None:
    assert refusal_of(document(0)) == str(DAMAGED)


def test_a_page_tree_that_runs_in_circles_is_refused() -> None:
    def circle(pdf: Pdf) -> None:
        pdf.Root.Pages.Kids = Array([pdf.Root.Pages])

    assert refusal_of(document(1, circle)) == str(DAMAGED)


def test_a_document_with_too_many_pages_is_refused_with_both_numbers() -> None:
    assert refusal_of(document(4), Limits(pages=3)) == "This PDF has 4 pages. The limit is 3."


def test_a_document_with_too_many_parts_is_refused() -> None:
    assert refusal_of(document(4), Limits(objects=3)) == (
        "This PDF has too many parts. Please print it into a new PDF and send that."
    )


@pytest.mark.parametrize("behind", [b"PK\x03\x04other", b"<script>alert(1)</script>"])
def test_what_hides_behind_a_document_is_not_kept(behind: bytes) -> None:
    found = look_at(document(2) + behind)
    assert (behind in found.data, found.pages) == (False, 2)

"""One render process reads nothing but its template, its facts and its fonts."""

from io import BytesIO

import pikepdf
import pytest
from jinja2.exceptions import SecurityError, UndefinedError

from portal.pdf.order import Attachment, Order, RenderFailed
from portal.pdf.press import BundleFetcher, Press, environment, style_of
from tests.pdf.examples import receipt_facts

# WeasyPrint leaves the file of its colour profile to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"
)

ORDER = Order("letters/award.de.html", {})
PAGE = '<html lang="en"><title>t</title><body>{}<p>text</p>'
FETCHING = (
    '<img alt="x" src="{}">',
    '<link rel="stylesheet" href="{}">',
    '<style>@import url("{}");</style>',
    '<p style="background: url({})">x</p>',
    "<style>li {{ list-style-image: url({}) }}</style><ul><li>x</ul>",
    "<style>p::before {{ content: url({}) }}</style>",
    '<object data="{}"></object>',
    '<embed src="{}">',
)


@pytest.fixture(scope="module")
def press() -> Press:
    return Press()


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1:9/x", "bundle:another"])
@pytest.mark.parametrize("markup", FETCHING)
def test_an_address_outside_the_bundle_ends_the_render(press: Press, markup: str, address: str) -> None:
    with pytest.raises(RenderFailed, match="a file that is not its own"):
        press.write(PAGE.format(markup.format(address)), ORDER, {})


def test_a_picture_that_would_be_left_out_ends_the_render(press: Press) -> None:
    svg = '<svg width="9" height="9"><image href="file:///etc/passwd" width="9" height="9"/></svg>'
    with pytest.raises(RenderFailed) as refused:
        press.write(PAGE.format(svg), ORDER, {})
    assert refused.value.detail.startswith("Failed to render SVG image")


@pytest.mark.parametrize("tag", ['<link rel="attachment" href="{}">', '<a rel="attachment" href="{}">x</a>'])
def test_a_file_of_the_machine_is_never_attached(press: Press, tag: str) -> None:
    with pytest.raises(RenderFailed, match="a file that is not its own"):
        press.write(PAGE.format(tag.format("file:///etc/passwd")), ORDER, {})


def test_the_bundle_serves_its_own_names_only() -> None:
    fetcher = BundleFetcher({"bundle:qr-0": b"png"})
    assert fetcher.fetch("bundle:qr-0").read() == b"png"
    with pytest.raises(ValueError, match="not in the bundle"):
        fetcher.fetch("bundle:qr-1")


def test_templates_see_plain_facts_and_an_unknown_name_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        environment().from_string("{{ nobody }}").render()
    with pytest.raises(SecurityError):
        environment().from_string("{{ ''.__class__.__mro__ }}").render()
    assert environment().from_string("{{ name }}").render(name="<b>") == "&lt;b&gt;"


def test_a_receipt_prints_the_number_of_a_character_that_no_font_has(press: Press) -> None:
    order = Order("receipts/application.html", receipt_facts(number="🎨"), exact=False)
    assert "[U+1F3A8]" in press.html(order, {})
    with pytest.raises(RenderFailed, match="🎨"):
        press.html(Order("receipts/application.html", receipt_facts(number="🎨")), {})


def test_answers_travel_inside_the_receipt_as_an_associated_file(press: Press) -> None:
    answers = Attachment("answers.json", b'{"title": "Sesin \xc4\xb0zleri"}', "All answers")
    order = Order("receipts/application.html", receipt_facts(), (answers,))
    first, second = press.print(order), press.print(order)
    with pikepdf.open(BytesIO(first)) as document:
        inside = document.attachments["answers.json"]
        assert inside.get_file().read_bytes() == answers.content
        assert inside.relationship == "/Data"
        assert len(document.Root.AF) >= 1
    assert first == second


def test_letters_share_one_style_and_a_receipt_has_its_own() -> None:
    assert style_of("letters/award.de.html") == "letter.css"
    assert style_of("receipts/application.html") == "receipts/application.css"


def test_the_style_sheets_hold_nothing_that_the_renderer_does_not_know(
    press: Press, caplog: pytest.LogCaptureFixture
) -> None:
    fresh = Press(font_config=press.font_config)
    for name in ("letter.css", "receipts/application.css"):
        fresh.style(name)
    assert [record.getMessage() for record in caplog.records] == []

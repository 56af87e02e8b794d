"""One render process: lays out one document after another with shared fonts, style and limits of its own."""

import gc
import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from portal.pdf.fonts import FONTCONFIG, TEMPLATES, unprintable
from portal.pdf.order import Attachment, Order, RenderFailed
from portal.pdf.qr import qr_png
from portal.words import say

os.environ["FONTCONFIG_FILE"] = str(FONTCONFIG)

import weasyprint  # after the line above: fontconfig reads its file while WeasyPrint is imported
from weasyprint.logger import LOGGER
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

COLLECT_EVERY = 20
FOREIGN = say("The document asks for a file that is not its own.")


class BundleFetcher(URLFetcher):
    """Serves the pictures made for this document from memory and refuses every other address."""

    def __init__(self, bundle: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=("bundle",), fail_on_errors=True)
        self.bundle = bundle

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """The named bytes of the bundle; a file, a host or an unknown name ends the render."""
        if url not in self.bundle:
            raise ValueError(f"not in the bundle of this document: {url[:80]}")
        return URLFetcherResponse(url, self.bundle[url], {"Content-Type": "image/png"})


@dataclass
class Press:
    """What a render process keeps warm between documents."""

    font_config: FontConfiguration = field(default_factory=FontConfiguration)
    styles: dict[str, weasyprint.CSS] = field(default_factory=dict)
    printed: int = 0

    def print(self, order: Order) -> bytes:
        """The document as PDF bytes, the same bytes for the same order."""
        bundle: dict[str, bytes] = dict(order.pictures)
        html = self.html(order, bundle)
        gc.disable()  # a render makes no cycles worth finding before it ends, and looking costs a tenth
        try:
            return self.write(html, order, bundle)
        finally:
            gc.enable()
            self.printed += 1
            if self.printed % COLLECT_EVERY == 0:
                gc.collect()

    def html(self, order: Order, bundle: dict[str, bytes]) -> str:
        """The document as HTML; its pictures are put into the bundle."""

        def qr(text: str) -> str:
            name = f"bundle:qr-{len(bundle)}"
            bundle[name] = qr_png(text)
            return name

        html = environment().get_template(order.template).render(order.facts, qr=qr)
        strange = unprintable(html)
        if strange and order.exact:
            raise RenderFailed(
                say("No font of the letters can draw: {characters}", characters=" ".join(strange))
            )
        return html.translate({ord(c): f"[U+{ord(c):04X}]" for c in strange})

    def write(self, html: str, order: Order, bundle: Mapping[str, bytes]) -> bytes:
        """HTML laid out as PDF, with nothing to fetch but the bundle."""
        fetcher = BundleFetcher(bundle)
        try:
            with complaints() as complained:
                pdf: bytes = weasyprint.HTML(string=html, base_url="bundle:", url_fetcher=fetcher).write_pdf(
                    font_config=self.font_config,
                    stylesheets=[self.style(style_of(order.template))],
                    attachments=[attached(a, fetcher) for a in order.attachments],
                    pdf_variant=order.variant,
                )
        except FatalURLFetchingError as foreign:
            raise RenderFailed(FOREIGN, str(foreign)) from foreign
        if complained:
            raise RenderFailed(say("The document could not be laid out."), complained[0])
        return pdf

    def style(self, name: str) -> weasyprint.CSS:
        """A style sheet of ours, parsed once in the life of the process."""
        if name not in self.styles:
            text = (TEMPLATES / name).read_text(encoding="utf-8")
            self.styles[name] = weasyprint.CSS(
                string=text, base_url="bundle:", font_config=self.font_config, url_fetcher=BundleFetcher({})
            )
        return self.styles[name]


@contextmanager
def complaints() -> Iterator[list[str]]:
    """What WeasyPrint logs as an error: a picture it left out, say, which must not pass in a letter."""
    complained: list[str] = []
    handler = logging.Handler(logging.ERROR)
    handler.emit = lambda record: complained.append(record.getMessage()[:200])  # type: ignore[method-assign]  # one use
    LOGGER.addHandler(handler)
    try:
        yield complained
    finally:
        LOGGER.removeHandler(handler)


@cache
def environment() -> ImmutableSandboxedEnvironment:
    """The sandbox that templates run in: plain facts, everything escaped, an unknown name is an error."""
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def style_of(template: str) -> str:
    """The style sheet of a template: letters share one, a receipt has its own beside it."""
    return "letter.css" if template.startswith("letters/") else template.removesuffix(".html") + ".css"


def attached(attachment: Attachment, fetcher: URLFetcher) -> weasyprint.Attachment:
    """The attachment as WeasyPrint takes it, without the time of day so that bytes stay the same."""
    epoch = datetime(2000, 1, 1, tzinfo=UTC)
    return weasyprint.Attachment(
        string=attachment.content,
        url_fetcher=fetcher,
        name=attachment.name,
        description=attachment.description,
        relationship=attachment.relationship,
        created=epoch,
        modified=epoch,
    )

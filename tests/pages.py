"""The page client: visits pages as a careful reader does, and refuses a page that is not as it should be."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import Any
from urllib.parse import urljoin, urlsplit

import html5lib
from flask import Flask
from html5lib.constants import E as WORDS_OF_THE_PARSER
from lxml import etree
from lxml.cssselect import CSSSelector
from sqlalchemy import Engine, event
from werkzeug.test import TestResponse

from tests.factories.world import PASSWORD

Element = Any
UNNAMED = {"hidden", "submit", "button", "reset", "image"}
REDIRECTS = (301, 302, 303)
HAND_ON = (307, 308)  # the browser sends the same form on
HIDDEN_VALUE = re.compile(r'(?<=<input type="hidden" )name="(?:csrf_token|_key|next)" value="[^"<>]*"')
_approved: set[tuple[bytes, bool]] = set()


class BadPage(AssertionError):
    """A page that a reader, a browser or an aid would stumble over."""


@dataclass
class Page:
    """An answer as a person sees it."""

    status: int
    path: str
    html: str
    headers: Any
    statements: int = 0
    sql: list[str] = field(default_factory=list)
    data: bytes = b""
    json: Any = None

    @cached_property
    def tree(self) -> Element:
        """The page as a tree; most visits ask only whether the page opened."""
        return parse(self.html)[0] if self.html else None

    @property
    def title(self) -> str:
        """The words in the tab."""
        return text_of(self.one("title"))

    @property
    def h1(self) -> str:
        """The heading."""
        return text_of(self.one("h1"))

    @property
    def text(self) -> str:
        """All words of the page, one space between them."""
        return text_of(self.one("body"))

    def select(self, css: str) -> list[Element]:
        """All elements that the selector names."""
        return select(self.tree, css)

    def one(self, css: str) -> Element:
        """The one element that the selector names."""
        found = self.select(css)
        assert len(found) == 1, f"{len(found)} elements are “{css}” on {self.path}"
        return found[0]

    def texts(self, css: str) -> list[str]:
        """The words of all elements that the selector names."""
        return [text_of(element) for element in self.select(css)]

    def link(self, words: str) -> str:
        """The address of the first link that has these words."""
        for anchor in self.select("a[href]"):
            if words in text_of(anchor):
                return urljoin(self.path, anchor.get("href"))
        raise AssertionError(f"no link with “{words}” on {self.path}")

    def form(self, action: str | None = None) -> Element:
        """The form with this action; without one, the form of the page's own content."""
        found = [
            one for one in self.select("form") if action is None or one.get("action", "").endswith(action)
        ]
        own = (
            [one for one in found if in_main(one) and one.get("method") == "post"]
            if action is None
            else found
        )
        assert own, f"no form “{action}” on {self.path}"
        return own[0]


class Pages:
    """A visitor with a browser that keeps cookies and checks every page."""

    def __init__(self, app: Flask, *, engine: Engine | None = None) -> None:
        self.app, self.engine = app, engine
        self.client = app.test_client()

    def get(self, url: str, *, follow: bool = True, **options: Any) -> Page:
        """Open a page."""
        return self._visit("GET", url, follow=follow, **options)

    def post(self, url: str, data: Any = None, *, follow: bool = True, **options: Any) -> Page:
        """Send a form that no page showed."""
        return self._visit("POST", url, data=data or {}, follow=follow, **options)

    def sign_in(self, user: Any, password: str = PASSWORD) -> Page:
        """Sign in as a person whom the factories made, through the page."""
        page = self.post("/sign-in", {"email": user.email, "password": password}, follow=False)
        assert page.status == 303, page.text
        return page

    def follow(self, page: Page, words: str) -> Page:
        """Take the link with these words."""
        return self.get(page.link(words))

    def submit(
        self,
        page: Page,
        button: str | None = None,
        *,
        action: str | None = None,
        follow: bool = True,
        **values: Any,
    ) -> Page:
        """Fill in the form that stands on the page, all hidden fields included, and press its button."""
        form = page.form(action)
        pushed = find_button(page.tree, form, button)
        data = {**form_data(form), **sent_by(pushed)}
        unknown = set(values) - names_of(form)
        assert not unknown, f"the form on {page.path} has no field {sorted(unknown)}"
        data.update({name: value if isinstance(value, list) else [value] for name, value in values.items()})
        own = form.get("action") if pushed is None else pushed.get("formaction", form.get("action"))
        target = urljoin(page.path, own or page.path)
        sent = {name: value for name, value in data.items() if value != [None]}
        return self._visit(form.get("method", "get").upper(), target, data=sent, follow=follow)

    def _visit(self, method: str, url: str, *, follow: bool, data: Any = None, **options: Any) -> Page:
        given = {"query_string" if method == "GET" else "data": data} if data is not None else {}
        with counted(self.engine) as statements:
            answer = self.client.open(url, method=method, **given, **options)
        if follow and answer.status_code in HAND_ON:
            return self._visit(method, urljoin(url, answer.headers["Location"]), follow=True, data=data)
        if follow and answer.status_code in REDIRECTS:
            return self._visit("GET", urljoin(url, answer.headers["Location"]), follow=True)
        return self._page(answer, url, list(statements))

    def _page(self, answer: TestResponse, url: str, statements: list[str]) -> Page:
        html = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
        csrf = bool(self.app.config.get("WTF_CSRF_ENABLED", True))
        if html:
            approve(html, url, csrf=csrf)
        parts = urlsplit(url)
        return Page(
            status=answer.status_code,
            path=parts.path + (f"?{parts.query}" if parts.query else ""),
            html=html,
            headers=answer.headers,
            statements=len(statements),
            sql=statements,
            data=answer.data,
            json=answer.get_json(silent=True),
        )


class counted:  # noqa: N801  # reads as a word after “with”
    """The SQL statements that are sent while it lasts."""

    def __init__(self, engine: Engine | None) -> None:
        self.engine, self.statements = engine, list[str]()

    def __enter__(self) -> list[str]:
        if self.engine is not None:
            event.listen(self.engine, "before_cursor_execute", self._hear)
        return self.statements

    def __exit__(self, *_: object) -> None:
        if self.engine is not None:
            event.remove(self.engine, "before_cursor_execute", self._hear)

    def _hear(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        self.statements.append(statement)


def approve(html: str, url: str, *, csrf: bool = True) -> None:
    """Refuse a page with anything wrong, and name it; the same page is not read twice."""
    page = hashlib.sha256(HIDDEN_VALUE.sub("", html).encode()).digest()
    if (page, csrf) in _approved:
        return
    wrong = check_html(html, csrf=csrf)
    if wrong:
        raise BadPage(f"{url}: " + "; ".join(wrong))
    _approved.add((page, csrf))


def check_html(html: str, *, csrf: bool = True) -> list[str]:
    """All that is wrong with a page; empty if nothing is."""
    tree, errors = parse(html)
    checks = (_heading, _language, _ids, _labels, _pictures, _inline, _references)
    found = [*errors, *(sentence for check in checks for sentence in check(tree))]
    return found + list(_forms(tree, csrf=csrf))


@lru_cache(maxsize=4)
def parse(html: str) -> tuple[Element, list[str]]:
    """The tree of a page and what a strict parser says about it."""
    builder = html5lib.getTreeBuilder("lxml")
    parser = html5lib.HTMLParser(tree=builder, namespaceHTMLElements=False)
    tree = parser.parse(html)
    errors = [f"line {place[0]}: {WORDS_OF_THE_PARSER[code] % facts}" for place, code, facts in parser.errors]
    return tree.getroot(), errors


def select(tree: Element, css: str) -> list[Element]:
    """All elements of a tree that the selector names."""
    return list(_selector(css)(tree))


@cache
def _selector(css: str) -> CSSSelector:
    return CSSSelector(css)


def text_of(element: Element) -> str:
    """The words of an element, one space between them."""
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


def in_main(element: Element) -> bool:
    """Whether an element belongs to the content and not to what stands around it."""
    return any(above.tag == "main" for above in element.iterancestors())


def names_of(form: Element) -> set[str]:
    """The names of all fields of a form."""
    return {one.get("name") for one in select(form, "[name]")}


def form_data(form: Element) -> dict[str, list[str]]:
    """What a browser would send if the person changed nothing."""
    data: dict[str, list[str]] = {}
    for control in select(form, "input[name], select[name], textarea[name]"):
        for value in _values(control):
            data.setdefault(control.get("name"), []).append(value)
    return data


def find_button(tree: Element, form: Element, words: str | None) -> Element | None:
    """The button of a form that has these words, wherever on the page it stands."""
    if words is None:
        return None
    elsewhere = [one for one in select(tree, "button[form]") if one.get("form") == form.get("id", "")]
    for button in (*select(form, "button:not([form])"), *elsewhere):
        if words in text_of(button):
            return button
    raise AssertionError(f"no button with “{words}”")


def sent_by(button: Element | None) -> dict[str, list[str]]:
    """What a pressed button sends along."""
    return (
        {button.get("name"): [button.get("value", "")]} if button is not None and button.get("name") else {}
    )


def _values(control: Element) -> list[str]:
    if control.tag == "textarea":
        return [control.text or ""]
    if control.tag == "select":
        options = select(control, "option")
        chosen = [option for option in options if option.get("selected") is not None] or options[:1]
        return [option.get("value", text_of(option)) for option in chosen]
    kind = control.get("type", "text")
    if kind in ("submit", "button", "file", "reset", "image"):
        return []
    if kind in ("radio", "checkbox") and control.get("checked") is None:
        return []
    return [control.get("value", "on" if kind in ("radio", "checkbox") else "")]


def _heading(tree: Element) -> Iterator[str]:
    headings = [text_of(one) for one in select(tree, "h1")]
    titles = [text_of(one) for one in select(tree, "head > title")]
    if len(headings) != 1:
        yield f"{len(headings)} headings of the first level"
    elif not headings[0]:
        yield "the heading is empty"
    elif not titles or headings[0] not in titles[0]:
        yield f"the tab says {titles}, the heading “{headings[0]}”"


def _language(tree: Element) -> Iterator[str]:
    if not tree.get("lang"):
        yield "the page has no language"


def _ids(tree: Element) -> Iterator[str]:
    seen: set[str] = set()
    for element in select(tree, "[id]"):
        name = element.get("id")
        if name in seen or not name or re.search(r"\s", name):
            yield f"the id “{name}” stands twice or is none"
        seen.add(name)


def _labels(tree: Element) -> Iterator[str]:
    labelled = {label.get("for") for label in select(tree, "label[for]")}
    for control in select(tree, "input, select, textarea"):
        named = control.get("id") in labelled or control.get("aria-label") or control.get("aria-labelledby")
        wrapped = any(above.tag == "label" for above in control.iterancestors())
        if control.get("type") not in UNNAMED and not named and not wrapped:
            yield f"the field “{control.get('name')}” has no label"
    for element in select(tree, "a[href], button"):
        if (
            not text_of(element)
            and not element.get("aria-label")
            and not select(element, "img[alt]:not([alt=''])")
        ):
            yield f"a {element.tag} has no words: {etree.tostring(element, encoding='unicode')[:80]}"


def _pictures(tree: Element) -> Iterator[str]:
    for picture in select(tree, "img"):
        if picture.get("alt") is None:
            yield f"the picture {picture.get('src')} has no alternative text"


def _inline(tree: Element) -> Iterator[str]:
    for element in tree.iter(etree.Element):
        for name in element.attrib:
            if name == "style" or name.startswith("on"):
                yield f"a {element.tag} has the attribute {name}, which the policy of the page forbids"
        if element.tag == "style" or (element.tag == "script" and not element.get("src")):
            yield f"an inline {element.tag}, which the policy of the page forbids"


def _references(tree: Element) -> Iterator[str]:
    known = {element.get("id") for element in select(tree, "[id]")}
    for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
        for element in select(tree, f"[{name}]"):
            for missing in set(element.get(name).split()) - known:
                yield f"{name} names “{missing}”, which is not on the page"
    for anchor in select(tree, "a[href^='#']"):
        if anchor.get("href")[1:] not in known:
            yield f"a link leads to {anchor.get('href')}, which is not on the page"


def _forms(tree: Element, *, csrf: bool) -> Iterator[str]:
    for form in select(tree, "form"):
        if not form.get("action"):
            yield "a form without an action"
        if (
            csrf
            and form.get("method", "get").lower() == "post"
            and not select(form, "input[name=csrf_token]")
        ):
            yield f"the form to {form.get('action')} carries no proof of where it came from"

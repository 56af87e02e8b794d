"""Every sentence for people stands in every language, whole and well set."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po
from jinja2 import Environment, meta

from portal.web.filters import FILTERS
from portal.web.language import LANGUAGES
from tests.laws.source import PORTAL, ROOT, called, calls, modules

TRANSLATIONS = PORTAL / "translations"
CATALOGUES = sorted(path.name for path in TRANSLATIONS.iterdir() if path.is_dir())
MARKS = frozenset({"say", "_", "_l", "gettext", "lazy_gettext", "ngettext"})
# Where a marked sentence becomes text, and where one of ours takes the place of one of WTForms.
TRANSLATE = {"gettext(value.msgid)", "gettext(text)"}
EXTRACT = (
    f"pybabel --quiet extract --mapping-file {ROOT}/pyproject.toml --no-location --output-file {{}}",
    ("--ignore-dirs", ".* node_modules var", "--keywords", "say _l lazy_gettext", str(ROOT)),
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+(?::[^}]*)?\}|%%")
# How a language opens and closes a quotation; nobody writes straight ones or three single dots.
QUOTES = {"en": ("“", "”"), "de": ("„", "“"), "tr": ("“", "”")}
BADLY_SET = re.compile(r"[\"'`´!]|\.\.\.|  |^ | $| [.,;:?]|\bz\. ?B\.")
ENDS = (".", ":", "?", ",", ")", "”")
# Turkish endings follow the sound of the word before them, and nobody knows how a name or a number ends.
ENDING_ON_A_FACT = re.compile(r"(?:%\(\w+\)[sd]|\{\w+(?::[^}]*)?\})’?\w")


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """What code and templates mark for translation today."""
    found = tmp_path_factory.mktemp("words") / "marked.pot"
    command, rest = EXTRACT
    CommandLineInterface().run([*command.format(found).split(), *rest])
    with found.open("rb") as file:
        return read_po(file)


@pytest.fixture(scope="module", params=CATALOGUES)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    """The catalogue of one language."""
    with (TRANSLATIONS / request.param / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=request.param)


def test_every_language_that_the_portal_offers_has_its_catalogue() -> None:
    assert set(CATALOGUES) == set(LANGUAGES) - {"en"}


def test_a_catalogue_holds_exactly_the_sentences_of_the_code(marked: Catalog, catalogue: Catalog) -> None:
    of_the_code, held = _keys(marked), _keys(catalogue)
    assert (of_the_code - held, held - of_the_code) == (set(), set())


def test_no_sentence_is_left_untranslated_guessed_or_obsolete(catalogue: Catalog) -> None:
    unfinished = [message.id for message in _messages(catalogue) if message.fuzzy or not all(_texts(message))]
    assert (unfinished, list(catalogue.obsolete)) == ([], [])


def test_a_translation_gives_every_plural_of_its_language(catalogue: Catalog) -> None:
    plurals = [message for message in _messages(catalogue) if isinstance(message.id, tuple)]
    assert [m.id for m in plurals if len(_texts(m)) != catalogue.num_plurals] == []


def test_a_translation_names_the_same_facts(catalogue: Catalog) -> None:
    assert [message.id for message in _translated(catalogue) if not _same_facts(message)] == []


def test_a_translation_ends_as_its_sentence_ends(catalogue: Catalog) -> None:
    assert [message.id for message in _translated(catalogue) if not _same_end(message)] == []


def test_english_sentences_are_well_set(marked: Catalog) -> None:
    texts = [text for message in _messages(marked) for text in _ids(message)]
    assert [text for text in texts if _is_badly_set(text, "en")] == []


def test_translations_are_well_set(catalogue: Catalog) -> None:
    language = catalogue.locale.language
    texts = [text for message in _messages(catalogue) for text in _texts(message)]
    assert [text for text in texts if _is_badly_set(text, language)] == []


def test_turkish_hangs_no_ending_on_a_fact(catalogue: Catalog) -> None:
    texts = [text for message in _messages(catalogue) for text in _texts(message)]
    hung = [text for text in texts if catalogue.locale.language == "tr" and ENDING_ON_A_FACT.search(text)]
    assert (hung, bool(ENDING_ON_A_FACT.search("%(name)s’in başvurusu"))) == ([], True)


def test_only_whole_sentences_are_marked_since_nobody_can_translate_a_variable() -> None:
    found = {
        f"{module.name}:{call.lineno}"
        for module in modules()
        for call in calls(module.tree)
        if called(call) in MARKS and not _is_sentence(call) and ast.unparse(call) not in TRANSLATE
    }
    assert found == set()


@pytest.mark.parametrize("folder", ["templates/mail", "pdf_templates/letters"])
def test_every_mail_and_letter_is_written_in_each_language_of_its_room(folder: str) -> None:
    written: dict[str, set[str]] = {}
    for path in Path(ROOT / folder).rglob("*.*.*"):
        name, language, _ending = path.name.split(".")
        written.setdefault(f"{path.parent.name}/{name}", set()).add(language)
    assert written == {name: {"de", "en", "tr"} for name in written}


def test_a_mail_tells_the_same_facts_in_every_language() -> None:
    parser = Environment(autoescape=True)
    parser.filters.update(FILTERS)
    told: dict[str, set[frozenset[str]]] = {}
    for path in (ROOT / "templates" / "mail").rglob("*.txt"):
        names = meta.find_undeclared_variables(parser.parse(path.read_text()))
        told.setdefault(f"{path.parent.name}/{path.name.split('.')[0]}", set()).add(frozenset(names))
    assert {name: facts for name, facts in told.items() if len(facts) > 1} == {}


def test_every_text_of_the_office_stands_in_each_language_with_the_same_facts() -> None:
    found = [
        f"{path.name} {place}"
        for path in PORTAL.rglob("*.yaml")
        if path.parent.name != "content"
        or path.name == "calls.yaml"  # else it is what people wrote themselves
        for place, text in _texts_in(yaml.safe_load(path.read_text()))
        if set(text) != {"de", "en", "tr"} or len({_shape(one) for one in text.values()}) > 1
    ]
    assert found == []


def test_a_text_without_turkish_or_without_one_of_its_facts_is_noticed() -> None:
    texts = {"title": {"de": "In {city}", "en": "In {city}"}, "parts": [{"en": ["a"], "de": ["b", "c"]}]}
    told = dict(_texts_in(texts))
    assert list(told) == ["title", "parts.0"]
    assert _shape("In {city}") == _shape("{city} kentinde") != _shape("Berlin’de")
    assert len({_shape(one) for one in told["parts.0"].values()}) == 2


def test_the_words_of_the_scripts_stand_in_every_language() -> None:
    text = (PORTAL / "static" / "js" / "words.mjs").read_text()
    blocks = dict(re.findall(r"^  (\w\w): \{\n(.*?)^  \},", text, re.DOTALL | re.MULTILINE))
    keys = {language: re.findall(r"^    (\w+):", block, re.MULTILINE) for language, block in blocks.items()}
    assert keys == dict.fromkeys(LANGUAGES, keys["en"])


def _texts_in(node: Any, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """The texts by language in a file of ours, each with its place."""
    if isinstance(node, dict) and {"de", "en"} <= set(node):
        yield place, node
    elif isinstance(node, dict | list):
        for name, inner in node.items() if isinstance(node, dict) else enumerate(node):
            yield from _texts_in(inner, f"{place}.{name}".lstrip("."))


def _shape(text: Any) -> tuple[int, frozenset[str], int]:
    """What must be the same in every language: how many parts, which facts, how many points of a list."""
    whole = text if isinstance(text, str) else "\n".join(text)
    parts = 1 if isinstance(text, str) else len(text)
    return parts, frozenset(_facts(whole)), whole.count("\n- ")


def _messages(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def _translated(catalog: Catalog) -> Iterator[Message]:
    return (message for message in _messages(catalog) if all(_texts(message)))


def _keys(catalog: Catalog) -> set[tuple[object, str | None]]:
    return {(message.id, message.context) for message in _messages(catalog)}


def _ids(message: Message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (message.id,)


def _texts(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def _facts(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def _same_facts(message: Message) -> bool:
    """The last form names what the last msgid names; a form for one alone may leave its number out."""
    wanted = _facts(_ids(message)[-1])
    *ones, most = _texts(message)
    return _facts(most) == wanted and all(wanted - {"%(num)d"} <= _facts(one) <= wanted for one in ones)


def _same_end(message: Message) -> bool:
    return all(
        _end(text) == _end(wanted) for text, wanted in zip(_texts(message), _ids(message), strict=False)
    )


def _end(text: str) -> str:
    last = text.rstrip("”“")[-1:]
    return last if last in ENDS else ""


def _is_badly_set(text: str, language: str) -> bool:
    opening, closing = QUOTES[language]
    quotes = re.sub(r"[^“”„]", "", text)
    return bool(BADLY_SET.search(text) or quotes.replace(opening + closing, ""))


def _is_sentence(call: ast.Call) -> bool:
    return bool(call.args) and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)

"""Every page has one door: guarded with a verb, or on the short list of pages that are open to all."""

from collections.abc import Callable
from typing import Any

from flask import Flask, Response
from werkzeug.routing import Rule

from portal.access import STEP_UP, Verb
from portal.guard import guarded

OPEN_TO_ALL = {
    "static",
    "web.language",
    "web.privacy",
    "web.imprint",
    "web.accessibility",
    "web.healthz",
    "web.readyz",
    "web.metrics",
}


def unguarded(rules: list[Rule], views: dict[str, Callable[..., Any]]) -> set[str]:
    """The endpoints that have no door."""
    return {rule.endpoint for rule in rules if not hasattr(views[rule.endpoint], "door")}


def test_the_walker_finds_a_page_without_a_door() -> None:
    app = Flask(__name__)
    app.add_url_rule("/open", "open", lambda: Response(""))
    app.add_url_rule("/closed", "closed", guarded(Verb.HOME_READ)(lambda: Response("")))
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]
    assert unguarded(rules, app.view_functions) == {"open"}


def test_every_page_has_a_door_or_is_open_to_all(app: Flask) -> None:
    assert unguarded(list(app.url_map.iter_rules()), app.view_functions) == OPEN_TO_ALL


def test_every_thing_in_an_address_is_a_public_id_or_a_slug(app: Flask) -> None:
    numbers = {
        rule.rule
        for rule in app.url_map.iter_rules()
        for name, converter in rule._converters.items()
        if name.endswith("_id") and type(converter).__name__ != "PublicIdConverter"
    }
    assert numbers == set()


def test_no_page_is_given_an_internal_number(app: Flask) -> None:
    assert {rule.rule for rule in app.url_map.iter_rules() if "<int:" in rule.rule} == set()


def test_a_page_that_loads_a_thing_asks_a_verb_about_it(app: Flask) -> None:
    about_nothing = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if any(name.endswith("_id") for name in rule.arguments)
        if app.view_functions[rule.endpoint].door.load is None  # type: ignore[attr-defined]
    }
    assert about_nothing == set()


def test_what_can_not_be_taken_back_asks_for_a_fresh_proof() -> None:
    grave = (
        "approve release export grant deputy.name view.begin authority key.change key.reset passkey "
        "call.decide letter.replace letter.withdraw"
    ).split()
    assert {verb for verb in Verb if any(word in verb.value for word in grave)} == STEP_UP

"""The page of a job shows its asker how far it is, and nobody else that it exists."""

from datetime import datetime

import pytest
from flask import Flask

from portal.access import Role
from portal.db import session, transaction
from portal.jobs.models import Job
from portal.jobs.routes import SENTENCES
from tests.factories import World
from tests.pages import Pages


def a_job(app: Flask, at: datetime, **facts: object) -> str:
    """The address of a job in some state."""
    described = {
        "kind": "tests",
        "key": "k",
        "subject": "s",
        "total": 4,
        "result_url": "/verify/",
        "created_at": at,
    }
    with app.app_context(), transaction():
        made = Job(**{**described, **facts})
        session().add(made)
    return f"/jobs/{made.public_id}"


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        ({"state": "waiting"}, (0, False, "This work begins in a moment.", "")),
        (
            {"state": "running", "done": 3},
            (3, False, "This work is under way. You can leave this page; the work goes on.", ""),
        ),
        (
            {"state": "waiting", "attempts": 1},
            (0, False, "Something did not work. It is tried again in a moment.", ""),
        ),
        ({"state": "done", "done": 4}, (4, True, "This work is done.", "/verify/")),
        (
            {"state": "failed", "done": 3},
            (
                3,
                True,
                str(SENTENCES["failed"]),
                "",
            ),
        ),
    ],
    ids=["waiting", "running", "again", "done", "failed"],
)
def test_the_script_of_the_page_gets_figures_and_a_sentence(
    app: Flask, world: World, pages: Pages, at: datetime, facts: dict[str, object], answer: tuple[object, ...]
) -> None:
    asker = world.user(language="en")
    pages.sign_in(asker)
    url = a_job(app, at, owner_id=asker.id, **facts)
    found = pages.client.get(url, headers={"Accept": "application/json"}).get_json()
    assert (found["done"], found["finished"], found["sentence"], found["next"]) == answer
    assert found["count"] == f"{found['done']} of {found['total']}"


def test_the_page_shows_progress_and_reloads_without_script_until_the_end(
    app: Flask, world: World, pages: Pages, at: datetime
) -> None:
    asker = world.user()
    pages.sign_in(asker)
    running = pages.get(a_job(app, at, owner_id=asker.id, state="running", done=3))
    done = pages.get(a_job(app, at, owner_id=asker.id, state="done", done=4, key="l"))
    assert (running.status, running.h1, "3 of 4" in running.text) == (200, "Progress of the work", True)
    assert ["http-equiv" in page.html for page in (running, done)] == [True, False]
    assert running.one("progress").get("value") == "3"
    nothing = pages.get(a_job(app, at, owner_id=asker.id, state="done", done=0, total=0, key="n"))
    assert ("This work is done." in nothing.text, nothing.select("progress")) == (True, [])


def test_what_did_not_work_is_said(app: Flask, world: World, pages: Pages, at: datetime) -> None:
    asker = world.user()
    pages.sign_in(asker)
    failed = pages.get(a_job(app, at, owner_id=asker.id, state="failed", done=3, error="no address <b>"))
    assert "no address <b>" in failed.text


def test_an_officer_may_look_and_a_stranger_learns_nothing(
    app: Flask, world: World, pages: Pages, at: datetime
) -> None:
    url = a_job(app, at, owner_id=world.user().id)
    anonymous = pages.get(url, follow=False).status
    pages.sign_in(world.user())
    stranger = pages.get(url).status
    pages.sign_in(world.user(roles=(Role.OFFICER,)))
    assert (anonymous, stranger, pages.get(url).status) == (302, 404, 200)

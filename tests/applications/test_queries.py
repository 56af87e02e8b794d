"""What each reader gets to see of one application, through the one function that gives it out."""

import pytest

from portal.access import FieldClass
from portal.access.fields import AUDIT, JUROR, OFFICE, OWN
from portal.accounts.models import User
from portal.applications.queries import Applicant, dossier, find_application, find_file_of
from portal.calls.models import Call
from tests.applications.making import answers
from tests.applications.test_files import send_cv
from tests.applications.test_routes import begin
from tests.factories import World
from tests.files.making import document
from tests.pages import Pages

EVERYTHING = {"artist_name", "discipline", "access_needs", "project_title", "description", "cv"}


@pytest.mark.parametrize(
    ("fields", "questions"),
    [
        (OWN, EVERYTHING),
        (OFFICE, EVERYTHING),
        (AUDIT, EVERYTHING - {"access_needs"}),
        (JUROR, EVERYTHING - {"access_needs"}),
        (frozenset({FieldClass.CONTENT}), EVERYTHING - {"access_needs", "artist_name"}),
        (frozenset(), set()),
    ],
)
def test_a_dossier_holds_what_its_readers_may_see(
    world: World, call: Call, isil: User, fields: frozenset[FieldClass], questions: set[str]
) -> None:
    case = world.application(call, isil)
    with world.read():
        application = find_application(case.public_id)
        assert application is not None
        seen = dossier(application, fields, language="en")
    assert {row.key for section in seen.sections for row in section.rows} == questions
    assert set(seen.answers) == questions - {"cv"}


@pytest.mark.parametrize(
    ("fields", "name", "email"),
    [(OFFICE, True, True), (JUROR, True, False), (frozenset({FieldClass.CONTENT}), False, False)],
)
def test_a_dossier_names_the_person_as_far_as_its_readers_may_know(
    world: World, call: Call, isil: User, fields: frozenset[FieldClass], name: bool, email: bool
) -> None:
    case = world.application(call, isil)
    with world.read():
        application = find_application(case.public_id)
        assert application is not None
        found = dossier(application, fields, language="en").applicant
    assert (bool(found.name), bool(found.email), bool(found.address)) == (name, email, email)
    if not name:
        assert found == Applicant()


def test_a_file_opens_only_for_readers_of_its_question(
    pages: Pages, world: World, call: Call, isil: User
) -> None:
    case = begin(pages, call, isil)
    send_cv(pages, case, document())
    (file_id,) = answers(world, case)["cv"]
    with world.read():
        application = find_application(case)
        assert application is not None
        found = {
            name: find_file_of(application, file_id, fields) is not None
            for name, fields in (("juror", JUROR), ("office", OFFICE), ("nobody", frozenset[FieldClass]()))
        }
    assert found == {"juror": True, "office": True, "nobody": False}


def test_titles_come_in_the_readers_language(world: World, call: Call, isil: User) -> None:
    case = world.application(call, isil)
    with world.read():
        application = find_application(case.public_id)
        assert application is not None
        seen = dossier(application, OWN, language="de")
    assert [section.title.text for section in seen.sections] == ["Über Sie", "Vorhaben"]
    assert (seen.title, seen.discipline) == ("Ferry drawings", "Bildende Kunst")

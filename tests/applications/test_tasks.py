"""The receipt: made once right after the submission, with the answers inside, never made again."""

import hashlib
import json
from io import BytesIO

import pikepdf

from portal.accounts.models import User
from portal.applications.models import Application
from portal.applications.tasks import KIND
from portal.calls.models import Call
from portal.files.storage import store
from portal.jobs.run import JOBS, Work
from tests.applications.making import stored
from tests.applications.test_routes import begin, fill_all
from tests.factories import World
from tests.pages import Pages


def bytes_of(world: World, application: Application) -> bytes:
    """The stored bytes of the receipt."""
    assert application.receipt_file is not None
    with world.read():
        return store().open_bytes(application.receipt_file.sha256)


def test_the_receipt_holds_every_answer_as_people_and_as_machines_read_it(
    pages: Pages, world: World, call: Call, isil: User
) -> None:
    case = begin(pages, call, isil)
    fill_all(pages, case)
    page = pages.submit(pages.get(f"/applications/{case}/check"), "Submit application")
    sent = pages.get(page.link("Download the receipt"))
    application = stored(world, case)
    assert sent.data == bytes_of(world, application)
    assert sent.headers["Content-Type"] == "application/pdf"
    with pikepdf.open(BytesIO(sent.data)) as pdf:
        inside = pdf.attachments["answers.json"].get_file().read_bytes()
    assert hashlib.sha256(inside).hexdigest() == application.receipt_hash
    assert json.loads(inside)["project_title"] == "Ferry drawings"


def test_a_receipt_that_is_there_is_never_made_again(
    pages: Pages, world: World, call: Call, isil: User
) -> None:
    case = begin(pages, call, isil)
    fill_all(pages, case)
    pages.submit(pages.get(f"/applications/{case}/check"), "Submit application")
    before = stored(world, case).receipt_file_id
    with world.read():
        made: list[object] = []
        work = Work("x", KIND, "x", case, None, 1)
        work.step = lambda mark, *, read, make: made.append(make(read())) or True  # type: ignore[method-assign,assignment]  # one step, looked at
        JOBS[KIND](work)
    assert made == [None]
    assert stored(world, case).receipt_file_id == before


def test_until_the_receipt_is_made_its_page_says_so(
    pages: Pages, world: World, call: Call, isil: User
) -> None:
    application = world.application(call, isil, receipt_hash="0" * 64)
    pages.sign_in(isil)
    page = pages.get(f"/applications/{application.public_id}/receipt.pdf")
    assert page.path == f"/applications/{application.public_id}/receipt"
    assert page.one("meta[http-equiv=refresh]").get("content") == "3"
    assert application.short_code in page.text

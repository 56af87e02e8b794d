"""The tour as its page tells it: what each person presses, in order."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys import answers
from tests.journeys.visitor import LONGEST_WAIT, Visitor

ISIL, TOBIAS, CLARA, MIRIAM = "Işıl Şükran İnceöz", "Tobias Krüger", "Prof. Clara Weiß", "Dr. Miriam Sander"
INGRID = "Dr. Ingrid Böhm"


@dataclass
class Case:
    """What the visitor learns on the way and needs again."""

    code: str = ""
    verify: str = ""
    letter: bytes = b""


def become(visitor: Visitor, name: str, step: int) -> None:
    """Go on as somebody, by the button of a step of the tour."""
    visitor.open("/demo/")
    visitor.press("Go on as %(name)s", inside=visitor.page.locator(f"#step-{step}"), name=name)


def apply(visitor: Visitor, case: Case, folder: Path) -> None:
    """Işıl applies: every section, her files, the check, the receipt."""
    become(visitor, ISIL, 1)
    visitor.press("Apply")
    for key, given in answers.SECTIONS.items():
        _write(visitor, key, given, folder)
    visitor.follow("Check and submit")
    visitor.press("Submit application")
    case.code = visitor.page.locator(".receipt__number").inner_text()
    paper = visitor.page.get_by_role("link", name=visitor.words("Download the receipt (PDF)"))
    expect(paper).to_be_visible(timeout=LONGEST_WAIT)
    assert visitor.fetch(paper).startswith(b"%PDF-")


def _write(visitor: Visitor, key: str, given: dict[str, str], folder: Path) -> None:
    """Fill in one section from the list of tasks, save it, and be back at the list."""
    here = visitor.page.get_by_role("main")
    visitor.go(here.locator(f'a[href$="/sections/{key}"]').first)
    visitor.fill(given)
    for name, file in answers.FILES.get(key, {}).items():
        visitor.attach(name, folder / file)
    visitor.press("Save and continue")


def hand_out(visitor: Visitor) -> None:
    """Tobias lets the deadline pass, admits what is complete, starts the review and gives out the cases."""
    become(visitor, TOBIAS, 2)
    visitor.follow("Let the deadline pass")
    visitor.press("Let the deadline pass")
    visitor.tab("Applications")
    visitor.press("Admit all complete applications")
    visitor.tab("Call")
    visitor.follow("Start the review")
    visitor.press("Start the review")
    visitor.tab("Jury")
    visitor.follow("Assignment and progress")
    visitor.press("Give all cases to everybody")


def score(visitor: Visitor, case: Case) -> None:
    """Clara says that nothing binds her to anybody, and scores; Işıl’s drawings please her most."""
    become(visitor, CLARA, 3)
    others = iter("753")
    while not visitor.page.url.endswith("/reviews/"):
        visitor.fill({"reason": "none"})
        visitor.press("Continue")
        points = "10" if case.code in visitor.page.title() else next(others)
        for criterion in visitor.page.locator("fieldset.criterion").all():
            criterion.locator(f'input[value="{points}"]').check()
        visitor.press("Submit and next")
    visitor.read("All done, nothing left to send.")


def decide(visitor: Visitor) -> None:
    """Tobias prepares the decisions as the ranking has them."""
    become(visitor, TOBIAS, 4)
    visitor.press("Propose from the ranking")


def release(visitor: Visitor) -> None:
    """Miriam approves what Tobias has prepared, releases all outcomes, and sees the letters being made."""
    become(visitor, MIRIAM, 5)
    visitor.fill({"count": "4"})
    visitor.press(visitor.counted("Approve the one shown", "Approve all %(num)d shown", 4))
    visitor.follow("Go to the release")
    visitor.fill({"count": "4"})
    visitor.press("Release all outcomes")
    assert visitor.heading() == visitor.words("Progress of the work")
    visitor.wait_for_result()
    assert visitor.heading() == visitor.words("Letters")
    issued = visitor.page.get_by_role("main").get_by_role("link", name=visitor.words("PDF"))
    expect(issued).to_have_count(4)


def read_letter(visitor: Visitor, case: Case) -> None:
    """Işıl opens her letter and accepts the place."""
    become(visitor, ISIL, 6)
    case.letter = visitor.fetch(visitor.page.get_by_role("link", name=visitor.words("Open the letter (PDF)")))
    case.verify = visitor.page.locator('a[href*="/verify/"].code').get_attribute("href") or ""
    visitor.follow("Your answer about the place")
    visitor.press("Accept the place")
    visitor.read("Accepted by you")


def verify(visitor: Visitor, case: Case, file: Path) -> None:
    """Anybody with the letter in hand learns that it is valid, and its file the one that was issued."""
    visitor.open(case.verify)
    assert visitor.heading() == visitor.words("This letter is valid")
    file.write_bytes(case.letter)
    visitor.attach("pdf", file)
    if visitor.script:
        visitor.read("This is exactly the file that was issued.")
    visitor.send("Compare")
    visitor.read("The file is the one that was issued")
    visitor.look()


def audit(visitor: Visitor, case: Case) -> list[str]:
    """Ingrid finds the case by its code and reads its history, newest first."""
    visitor.open("/demo/")
    visitor.press("Go on as %(name)s", inside=visitor.page.locator("#end"), name=INGRID)
    visitor.go(visitor.page.get_by_role("navigation").get_by_role("link", name=visitor.words("Search")))
    visitor.fill({"q": case.code})
    visitor.press("Search", inside=visitor.page.get_by_role("main"))
    visitor.follow("History")
    return visitor.page.locator(".timeline__item strong").all_inner_texts()

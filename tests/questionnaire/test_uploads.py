import pytest

from portal.questionnaire import uploads
from portal.questionnaire.answers import Refused
from portal.words import say
from tests.questionnaire.examples import FILES, ask, sent, sentences


def test_files_are_known_by_their_ids_each_once() -> None:
    assert uploads.read(ask("file"), sent(q=["", "f1", "f2", "f1"])) == ["f1", "f2"]


def test_removing_every_file_empties_the_answer() -> None:
    assert uploads.read(ask("file"), sent(q=[""])) is None


def test_a_file_of_somebody_else_is_refused() -> None:
    with pytest.raises(Refused, match="not here any more"):
        uploads.read(ask("file"), sent(q=["f1", "foreign"]))


@pytest.mark.parametrize(
    ("limits", "value", "wrong"),
    [
        ({"accept": ("application/pdf",), "max_mb": 10, "max_pages": 4}, ["f1"], []),
        (
            {"accept": ("application/pdf", "image/png")},
            ["f2"],
            ["Boğaz.jpg is not of an accepted type. Accepted: PDF, PNG."],
        ),
        (
            {"max_mb": 29, "max_pages": 8},
            ["f3"],
            [
                "thick.pdf is larger than 29 MB. Please upload a smaller file.",
                "thick.pdf has 9 pages. The limit is 8; please shorten it and upload it again.",
            ],
        ),
        ({"max_mb": 30, "max_pages": 9}, ["f3"], []),
        ({}, ["f1", "f2"], ["The most files you can add here is 1. Added: 2."]),
        ({"max_files": 2}, ["f1", "f2"], []),
        ({}, ["gone"], ["This file is not here any more. Please upload it again."]),
    ],
)
def test_files_are_held_to_type_size_pages_and_number(
    limits: dict[str, int], value: list[str], wrong: list[str]
) -> None:
    assert sentences(uploads.wrong(ask("file", **limits), value, FILES)) == wrong


def test_files_are_shown_by_the_names_that_the_applicant_gave_them() -> None:
    shown = uploads.lines(ask("file"), ["f2", "gone"], "de", FILES)
    assert shown == ["Boğaz.jpg", say("File not available")]

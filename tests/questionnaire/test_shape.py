import pytest

from portal.questionnaire import Spoken, load, spoken


@pytest.mark.parametrize(
    ("words", "language", "found"),
    [
        ({"en": "Flat", "de": "Wohnung"}, "en", Spoken("Flat", "en")),
        ({"en": "Flat", "de": "Wohnung"}, "tr", Spoken("Wohnung", "de")),
        ({"en": "Flat"}, "tr", Spoken("Flat", "en")),
        ({"tr": "Daire"}, "de", Spoken("Daire", "tr")),
        ({"de": "", "en": "Flat"}, "de", Spoken("Flat", "en")),
        ({}, "de", Spoken("", "de")),
    ],
)
def test_a_text_falls_back_to_german_then_english_and_says_so(
    words: dict[str, str], language: str, found: Spoken
) -> None:
    assert spoken(words, language) == found


def test_questions_are_found_by_their_keys() -> None:
    residency = load("residency")
    project = residency.section("project")
    assert project is not None
    assert residency.section_of("time_plan") is project
    assert residency.question("time_plan") is project.question("time_plan") is not None
    assert (residency.section("x"), residency.question("x"), residency.section_of("x")) == (None, None, None)

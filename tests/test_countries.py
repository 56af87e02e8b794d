"""The countries that a form offers."""

import pytest

from portal.countries import countries
from portal.names import in_order


@pytest.mark.parametrize(("language", "known"), [("en", "Germany"), ("de", "Deutschland"), ("tr", "Almanya")])
def test_countries_come_in_the_readers_words_and_order(language: str, known: str) -> None:
    rows = countries(language)
    names = [name for _, name in rows]
    assert dict(rows)["DE"] == known
    assert names == sorted(names, key=lambda name: in_order(name, language))


def test_what_is_no_country_is_not_offered() -> None:
    codes = dict(countries("en")).keys()
    assert {"TR", "XK", "TW"} <= codes
    assert codes & {"EU", "EZ", "UN", "QO", "ZZ", "XA", "XB"} == set()
    assert {code for code in codes if len(code) != 2 or not code.isalpha()} == set()

"""The countries from which people come, by their names in the reader's language."""

from functools import lru_cache

from babel import Locale

from portal.names import in_order

NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})


@lru_cache
def countries(language: str) -> tuple[tuple[str, str], ...]:
    """All countries by their names in a language, in its order."""
    named = {str(code): name for code, name in Locale.parse(language).territories.items()}
    codes = (code for code in named if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES)
    return tuple(sorted(((code, named[code]) for code in codes), key=lambda row: in_order(row[1], language)))

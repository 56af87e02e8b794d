"""How a letter writes amounts, dates, numbers and capitals: an office’s conventions as pure functions."""

from datetime import date
from unicodedata import normalize

NO_BREAK = "\u00a0"
MONTHS = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
    "en": "January February March April May June July August September October November December".split(),
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık".split(),
}
UNITS = (
    "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn "
    "sechzehn siebzehn achtzehn neunzehn"
).split()
TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()


def day(on: date, language: str = "de") -> str:
    """A date as a letter writes it: 25. August 2026, 25 August 2026 or 25 Ağustos 2026."""
    point = "." if language == "de" else ""
    return f"{on.day}{point} {MONTHS[language][on.month - 1]} {on.year}"


def amount(cents: int, currency: str = "EUR", language: str = "de") -> str:
    """An amount as a letter writes it, never broken at a line end: 10.000,00 EUR or EUR 10,000.00."""
    figures = f"{cents // 100:,}.{cents % 100:02d}"
    if language == "en":
        return f"{currency}{NO_BREAK}{figures}"
    return figures.translate(str.maketrans(",.", ".,")) + NO_BREAK + currency


def amount_in_words(cents: int, currency: str = "EUR") -> str:
    """An amount in German words, as the tenor repeats it: zweitausend Euro und fünfzig Cent."""
    euros, rest = divmod(cents, 100)
    unit = "Euro" if currency == "EUR" else currency
    parts = [f"{_counted(euros)} {unit}"] if euros or not rest else []
    if rest:
        parts.append(f"{_counted(rest)} {'Cent' if currency == 'EUR' else 'Hundertstel'}")
    return " und ".join(parts)


def _counted(number: int) -> str:
    return "ein" if number == 1 else number_in_words(number)


def number_in_words(number: int) -> str:
    """A whole number below one thousand million in German words."""
    millions, rest = divmod(number, 1_000_000)
    if not millions:
        return _below_a_million(rest)
    head = "eine Million" if millions == 1 else f"{_below_a_million(millions)} Millionen"
    return f"{head} {_below_a_million(rest)}" if rest else head


def _below_a_million(number: int) -> str:
    thousands, rest = divmod(number, 1000)
    if not thousands:
        return _below_a_thousand(rest)
    head = (
        _below_a_thousand(thousands).removesuffix("s")
        if thousands % 100 == 1
        else _below_a_thousand(thousands)
    )
    return f"{head}tausend" + (_below_a_thousand(rest) if rest else "")


def _below_a_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _below_a_hundred(rest)
    head = "ein" if hundreds == 1 else UNITS[hundreds]
    return f"{head}hundert" + (_below_a_hundred(rest) if rest else "")


def _below_a_hundred(number: int) -> str:
    if number < 20:
        return UNITS[number]
    tens, unit = divmod(number, 10)
    if not unit:
        return TENS[tens - 2]
    return f"{'ein' if unit == 1 else UNITS[unit]}und{TENS[tens - 2]}"


def upper_for(text: str, language: str) -> str:
    """Capitals as the language writes them: İstanbul becomes İSTANBUL in Turkish, never ISTANBUL."""
    composed = normalize("NFC", text)
    if language.split("-")[0] in {"tr", "az"}:
        composed = composed.replace("i", "İ").replace("ı", "I")
    return composed.upper()

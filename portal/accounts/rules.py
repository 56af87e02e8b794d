"""What an account asks of passwords, addresses, names and roles; every no has its sentence."""

from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any
from unicodedata import normalize

from email_validator import EmailNotValidError, validate_email

from portal.names import foreign_letters, is_latin, latin_suggestion, nfc, search_form, search_key
from portal.words import Sentence, say

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
FEWEST_DIFFERENT_CHARACTERS = 5
SIGN_IN_LASTS = timedelta(days=14)
CONFIRM_WITHIN = timedelta(days=3)
RESET_WITHIN = timedelta(hours=1)
FORMS_OF_ADDRESS = ("neutral", "Frau", "Herr", "none")
LONGEST_SEARCH_NAME = 1000

# What is tried first wherever people choose passwords of this length, and the word of the demo world.
COMMON_PASSWORDS = frozenset(
    "partner-cities password1234 password12345 password123456 passwordpassword mypassword123 passwort1234 "
    "passwort12345 passwort123456 passwortpasswort meinpasswort1 administrator adminadmin12 admin1234567 "
    "qwertyuiop12 qwertyuiop123 qwerty123456 qwertyqwerty qwertzuiop12 qwertzuiop123 qwertz123456 "
    "1q2w3e4r5t6y 1qaz2wsx3edc q1w2e3r4t5y6 zaq12wsxcde3 asdfghjkl123 abcdefghijkl abcdefgh1234 abcd12345678 "
    "abc123456789 a123456789012 letmeinletmein welcome12345 willkommen123 iloveyou1234 ichliebedich "
    "sifre1234567 changemechangeme changeme1234 trustno1trustno1 correcthorsebatterystaple "
    "berlin123456 istanbul1234 exchange1234 cityexchange berlincityexchange".split()
)
RUNS = ("01234567890123456789", "98765432109876543210", "abcdefghijklmnopqrstuvwxyz")


@dataclass(frozen=True)
class Profile:
    """How a person is named, addressed and reached."""

    display_name: str = ""
    given_names: str = ""
    family_name: str = ""
    name_latin: str = ""
    native_name: str = ""
    native_language: str = ""
    family_first: bool = False
    form_of_address: str = "neutral"
    title: str = ""
    address_extra: str = ""
    street: str = ""
    postal_code: str = ""
    town: str = ""
    country_code: str = ""
    language: str = ""
    timezone: str = ""


# The roles of the access table in words.
ROLE_NAMES: dict[str, Sentence] = {
    "officer": say("Programme officer"),
    "approver": say("Approver"),
    "auditor": say("Auditor"),
    "coordinator": say("Coordinator"),
    "juror": say("Juror"),
    "chair": say("Chair"),
    "administrator": say("Administrator"),
}

# What proved who it was that signed in.
SIGNED_IN_BY: dict[str, Sentence] = {
    "password": say("Password alone"),
    "app": say("Password and a code of the app"),
    "recovery": say("Password and a recovery code"),
    "passkey": say("Passkey"),
    "tour": say("Button of the demo"),
}

Problem = tuple[str, Sentence]


def email_as_kept(address: str) -> str:
    """The address as it is kept and compared: only its domain is folded; empty if it is no address."""
    try:
        return validate_email(address, check_deliverability=False).normalized
    except EmailNotValidError:
        return ""


def password_as_kept(password: str) -> str:
    """The same characters for the same keys, on whatever device they were typed."""
    return normalize("NFKC", password)


def password_problem(password: str, email: str = "") -> Sentence | None:
    """Why a password is not taken, or nothing."""
    if not password.isprintable():
        return say("A password can’t hold line breaks or control characters.")
    if len(password) < SHORTEST_PASSWORD:
        return say("Please choose a password of at least {number} characters.", number=SHORTEST_PASSWORD)
    if len(password) > LONGEST_PASSWORD:
        return say("Please choose a password of at most {number} characters.", number=LONGEST_PASSWORD)
    if _is_easy(password.casefold(), email.casefold()):
        return say(
            "This password is easy to guess. Several words that do not belong together make a good one."
        )
    return None


def _is_easy(password: str, email: str) -> bool:
    bare = password.replace(" ", "")
    return (
        bare in COMMON_PASSWORDS
        or len(set(bare)) < FEWEST_DIFFERENT_CHARACTERS
        or any(bare in run for run in RUNS)
        or (email != "" and (password in email or email in password))
    )


def may_sign_in(
    *, active: bool, confirmed_at: datetime | None, is_demo: bool = False, in_demo: bool = False
) -> bool:
    """Whether an account may be entered at all: confirmed, not closed, and of the demo only in the demo."""
    return active and confirmed_at is not None and (in_demo or not is_demo)


# First match wins: every browser also claims to be some of those that come after it here.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def browser_of(agent: str) -> str:
    """A browser's name as people know it, from the long one that it gives; empty if it is unknown."""
    names = (next((name for sign, name in table if sign in agent), "") for table in (BROWSERS, SYSTEMS))
    return " · ".join(name for name in names if name)


def tidy_profile(profile: Profile) -> Profile:
    """The profile with its texts composed and trimmed, and what follows from other entries filled in."""
    texts = {part.name: getattr(profile, part.name) for part in fields(profile) if part.type is str}
    changes: dict[str, Any] = {name: nfc(text) for name, text in texts.items()}
    tidy = replace(profile, **changes)
    tidy = replace(tidy, display_name=tidy.display_name or written_name(tidy))
    if not tidy.name_latin and is_latin(tidy.display_name):
        tidy = replace(tidy, name_latin=tidy.display_name)
    return tidy


def written_name(profile: Profile) -> str:
    """Given names and family name in the order that is theirs; either may be missing."""
    parts = (profile.given_names, profile.family_name)
    return " ".join(part for part in (reversed(parts) if profile.family_first else parts) if part)


def profile_problems(profile: Profile) -> list[Problem]:
    """What a tidy profile lacks, each with the field where it is mended."""
    return [*_name_problems(profile), *_address_problems(profile)]


def _name_problems(profile: Profile) -> list[Problem]:
    found: list[Problem] = []
    if not profile.display_name:
        found.append(("display_name", say("Please enter your name as you write it yourself.")))
    if profile.native_name and not profile.native_language:
        found.append(("native_language", say("Please choose the language of this name.")))
    if profile.form_of_address not in FORMS_OF_ADDRESS:
        found.append(("form_of_address", say("Please choose one of the options shown.")))
    if profile.display_name or profile.name_latin:
        found += [("name_latin", problem) for problem in [_latin_problem(profile)] if problem]
    return found


def _latin_problem(profile: Profile) -> Sentence | None:
    if is_latin(profile.name_latin):
        return None
    suggestion = suggested_latin(profile)
    if suggestion:
        return say("Letters need your name in Latin letters. Is “{name}” right?", name=suggestion)
    if not profile.name_latin:
        return say("Please enter your name in Latin letters, as in your passport.")
    return say(
        "Letters can’t print these characters: {characters}. Please write your name as in your passport.",
        characters=" ".join(foreign_letters(profile.name_latin)),
    )


def suggested_latin(profile: Profile) -> str:
    """A Latin form to offer to a person whose name is written otherwise; empty if none can be known."""
    return latin_suggestion(profile.name_latin or profile.display_name)


def _address_problems(profile: Profile) -> list[Problem]:
    if not (profile.street or profile.postal_code or profile.town or profile.address_extra):
        return []
    found: list[Problem] = []
    if not profile.town:
        found.append(("town", say("Please enter the town as well, so that a letter arrives.")))
    if not profile.country_code:
        found.append(("country_code", say("Please choose the country as well, so that a letter arrives.")))
    return found


def sort_key(profile: Profile) -> str:
    """The form by which lists are ordered: family name first, or the only name there is."""
    return search_form(f"{profile.family_name} {profile.given_names}") or search_form(
        profile.name_latin or profile.display_name
    )


def search_name(profile: Profile) -> str:
    """All forms under which a person is found; begins with the form by which lists are ordered."""
    names = (profile.display_name, profile.name_latin, profile.native_name, written_name(profile))
    return f"{sort_key(profile)} | {search_key(*names)}"[:LONGEST_SEARCH_NAME]


def grant_problem(
    *,
    is_own: bool,
    valid_from: datetime,
    valid_until: datetime | None,
    programme: bool,
    call: bool,
    administrator: bool = False,
    held: bool = False,
) -> Sentence | None:
    """Why a role can’t be given like this, or nothing."""
    if is_own:
        return say("Nobody gives a role to themselves. Please ask another administrator.")
    if programme and call:
        return say("A role is for a programme or for one call, not for both.")
    if valid_until is not None and valid_until <= valid_from:
        return say("The end of a role must be after its beginning.")
    if administrator and (programme or call):
        return say("An administrator is always one for the whole portal.")
    if held:
        return say("This person holds this role already on some of these days. Please take it away first.")
    return None


def last_administrator_refused(*, administers: bool, others: int) -> Sentence | None:
    """Why a role can’t be taken away or an account closed: nobody would be left who gives roles."""
    if administers and others == 0:
        return say("This would leave no administrator. Please make somebody else administrator first.")
    return None

"""What accounts ask: sign-in, registration, links and the profile."""

from collections.abc import Sequence
from dataclasses import fields as dataclass_fields
from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

from babel import Locale
from flask_babel import lazy_gettext as _l

from portal.accounts.models import User
from portal.accounts.rules import (
    SHORTEST_PASSWORD,
    Profile,
    email_as_kept,
    password_as_kept,
    password_problem,
)
from portal.countries import countries
from portal.names import in_order
from portal.web.checks import AtMost, IsEmail, required
from portal.web.fields import (
    ChoiceField,
    DeclarationField,
    EmailField,
    PasswordField,
    PortalForm,
    SelectField,
    TextField,
)
from portal.web.language import LANGUAGES
from portal.words import say

# Languages of the partner cities' people and their neighbours; any other may be asked for.
NATIVE_LANGUAGES = (
    "ar be bg bn bo cs da de el en es et fa fi fr ga gl he hi hr hu hy id it ja ka kk ko ku ky lt lv mk ms "
    "naq nl no pl pt ro ru sk sl sq sr sv th tr tt uk ur uz vi zh"
).split()
OTHER_ZONES = ("Etc/", "SystemV/", "US/", "Canada/", "Brazil/", "Chile/", "Mexico/", "Arctic/", "posix/")
_address = {"autocomplete": "username", "inputmode": "email", "autocapitalize": "none", "spellcheck": "false"}


class AddressForm(PortalForm):
    """Asks for an e-mail address to which a mail goes."""

    email = EmailField(_l("E-mail address"), [required(), IsEmail()], attributes=_address)

    @property
    def address(self) -> str:
        """The address as it is kept."""
        return email_as_kept(self.email.data or "")


class SecretForm(AddressForm):
    """A form with a password; it carries no key of its act, since the hash of what was sent would be kept."""

    key = None  # type: ignore[assignment]  # WTForms drops a field that is None


class SignInForm(SecretForm):
    """Who comes, and the proof."""

    password = PasswordField(_l("Password"), [required()], attributes={"autocomplete": "current-password"})


def _new_password(label: Any) -> PasswordField:
    return PasswordField(
        label,
        [required()],
        hint=_l(
            "At least %(number)d characters. Several words that do not belong together are a good choice.",
            number=SHORTEST_PASSWORD,
        ),
        attributes={"autocomplete": "new-password"},
    )


class RegisterForm(SecretForm):
    """An address and a password for a new account."""

    email = EmailField(
        _l("E-mail address"),
        [required(), IsEmail()],
        hint=_l("We write to this address when something happens to your application."),
        attributes=_address,
    )
    password = _new_password(_l("Password"))


class ResetForm(PortalForm):
    """A new password."""

    key = None  # type: ignore[assignment]  # as in every form with a password
    password = _new_password(_l("New password"))


def accepts_password(form: RegisterForm | ResetForm, email: str = "") -> bool:
    """Whether the form's password is taken; if not, the form says why."""
    problem = password_problem(password_as_kept(form.password.data or ""), email)
    if problem is not None and not form.password.errors:
        form.refuse("password", problem)
    return problem is None


class ConfirmForm(PortalForm):
    """The password once more, so that only the person who chose it opens the account."""

    key = None  # type: ignore[assignment]  # as in every form with a password
    password = PasswordField(
        _l("Password"),
        [required()],
        hint=_l("The one that you chose when you created the account."),
        attributes={"autocomplete": "current-password"},
    )


class ProfileForm(PortalForm):
    """How a person is named, addressed and reached."""

    display_name = TextField(
        _l("Your name"),
        [required(), AtMost(150)],
        hint=_l("As you write it yourself, in any script. This is the name people see."),
        attributes={"autocomplete": "name"},
    )
    given_names = TextField(
        _l("Given names"),
        [AtMost(150)],
        hint=_l("Leave it empty if you have one name only."),
        attributes={"autocomplete": "given-name"},
    )
    family_name = TextField(
        _l("Family name"),
        [AtMost(150)],
        hint=_l("Lists are ordered by this name. Leave it empty if you have one name only."),
        attributes={"autocomplete": "family-name"},
    )
    family_first = DeclarationField(_l("My family name stands first"), depends=True)
    name_latin = TextField(
        _l("Name in Latin letters"),
        [AtMost(150)],
        hint=_l(
            "For letters, as in your passport. If your name is written in Latin letters, leave it empty."
        ),
        attributes={"autocomplete": "off", "spellcheck": "false"},
    )
    native_name = TextField(
        _l("Name in your own script"),
        [AtMost(150)],
        hint=_l("If it is not written in Latin letters, for example 大谷優子 or נועה לוי."),
        attributes={"autocomplete": "off", "spellcheck": "false"},
    )
    native_language = SelectField(_l("Language of this name"))
    form_of_address = ChoiceField(
        _l("How letters address you"),
        [required()],
        choices=[
            ("neutral", _l("By first and last name"), _l("Guten Tag Alex Yılmaz")),
            ("Frau", _l("Frau"), _l("Sehr geehrte Frau Yılmaz")),
            ("Herr", _l("Herr"), _l("Sehr geehrter Herr Yılmaz")),
            ("none", _l("Without a name"), _l("Guten Tag")),
        ],
        hint=_l("We never guess it from your name."),
    )
    title = TextField(
        _l("Academic title"),
        [AtMost(60)],
        hint=_l("For example Dr. or Prof."),
        attributes={"autocomplete": "honorific-prefix"},
    )
    street = TextField(_l("Street and number"), [AtMost(160)], attributes={"autocomplete": "address-line1"})
    address_extra = TextField(
        _l("Addition"),
        [AtMost(120)],
        hint=_l("For example c/o, building or flat."),
        attributes={"autocomplete": "address-line2"},
    )
    postal_code = TextField(_l("Postal code"), [AtMost(20)], attributes={"autocomplete": "postal-code"})
    town = TextField(_l("Town"), [AtMost(120)], attributes={"autocomplete": "address-level2"})
    country_code = SelectField(_l("Country"), attributes={"autocomplete": "country"})
    language = SelectField(_l("Language of pages and mails"))
    timezone = SelectField(_l("Time zone"), hint=_l("Deadlines are shown in Berlin time and in yours."))

    @classmethod
    def of(cls, user: User, language: str) -> "ProfileForm":
        """The form with what is known of a person and with the choices in the reader's language."""
        form = cls(obj=user)
        form.native_language.choices = [("", "–"), *languages(language)]
        form.country_code.choices = [("", "–"), *countries(language)]
        form.language.choices = [("", _l("As my browser asks")), *LANGUAGES.items()]
        form.timezone.choices = [("", _l("Berlin time")), *timezones()]
        return form

    @property
    def profile(self) -> Profile:
        """What was entered, as plain values."""
        entered: dict[str, Any] = {
            part.name: self.data[part.name] or part.default for part in dataclass_fields(Profile)
        }
        return Profile(**entered)

    def offer_latin(self, suggestion: str) -> None:
        """Fill in a Latin form for the person to check, where one was missing."""
        if not self.name_latin.data:
            self.name_latin.data = suggestion

    def show_problems(self, problems: Sequence[tuple[str, object]]) -> None:
        """Show each problem of the rules at its field, once."""
        for name, sentence in problems:
            if not self[name].errors:
                self.refuse(name, sentence)  # type: ignore[arg-type]  # rules give sentences


@lru_cache
def languages(language: str) -> tuple[tuple[str, str], ...]:
    """Languages in which a name may be written, by their names in a language, in its order."""
    named = Locale.parse(language).languages
    return tuple(
        sorted(((code, named[code]) for code in NATIVE_LANGUAGES), key=lambda row: in_order(row[1], language))
    )


@lru_cache
def timezones() -> tuple[tuple[str, str], ...]:
    """The time zones of places, by continent and place."""
    zones = (zone for zone in available_timezones() if "/" in zone and not zone.startswith(OTHER_ZONES))
    return tuple((zone, zone.replace("_", " ").replace("/", " – ", 1)) for zone in sorted(zones))


WRONG = say(
    "Address and password do not match, or the address is not confirmed yet. "
    "Please try again, or ask for a new password."
)

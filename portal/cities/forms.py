"""What is asked about cities."""

from collections.abc import Mapping
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError
from wtforms.widgets import HiddenInput

from portal.cities import rules
from portal.cities.models import City, CityActivity, CityContact
from portal.cities.states import AREAS, KINDS, WORDING
from portal.web.checks import AtMost, IsEmail, required
from portal.web.fields import (
    ChoicesField,
    DateField,
    DeclarationField,
    EmailField,
    HiddenField,
    LongTextField,
    PortalForm,
    SearchField,
    SelectField,
    TextField,
)
from portal.words import Sentence, say

LANGUAGES = ("de", "en", "tr")
NO_LINK = say("A link begins with https://")
NO_CALL = say("This is not the address of a call. It looks like /calls/istanbul-2027/.")


class FindForm(PortalForm):
    """Looks for cities by name, focus and network."""

    class Meta(PortalForm.Meta):
        """A search changes nothing and needs no proof of origin."""

        csrf = False

    q = SearchField(
        _l("Name of a city"),
        hint=_l("In any language and script: Praha, Prag and Prague all lead to Prague."),
        attributes={"autocomplete": "off"},
    )
    focus = SelectField(_l("Focus area"), choices=[("", _l("All focus areas")), *AREAS.items()])
    network = SelectField(_l("City network"))

    @property
    def wanted(self) -> dict[str, str]:
        """What was asked for; empty where nothing was."""
        return {name: self[name].data or "" for name in ("q", "focus", "network")}


class WatchForm(PortalForm):
    """Where to write when the city calls again."""

    email = EmailField(
        _l("Your e-mail address"), [required(), AtMost(254), IsEmail()], attributes={"autocomplete": "email"}
    )


class Versioned(PortalForm):
    """A form of the office that notices when somebody else was faster."""

    titles: ClassVar[tuple[Sentence, Sentence]] = (say("New"), say("Change"))
    places: ClassVar[Mapping[str, str]] = {}
    version = HiddenField()

    @property
    def rows(self) -> list[Any]:
        """What is asked, in the order of the page."""
        return [field for field in self if not isinstance(field.widget, HiddenInput)]

    def is_behind(self, thing: Any) -> bool:
        """Whether the thing was changed since the form was drawn."""
        return bool(self.version.data) and str(self.version.data) != str(thing.version)

    def place_of(self, refusal: Sentence) -> str | None:
        """The field at which a rule's no is mended; none where it is about the whole."""
        return self.places.get(refusal.msgid)


def texts(form: Any, name: str) -> dict[str, str]:
    """What was written in each language; a language without words is left out."""
    written = {language: (form[f"{name}_{language}"].data or "").strip() for language in LANGUAGES}
    return {language: text for language, text in written.items() if text}


def shown(name: str, known: Mapping[str, str]) -> dict[str, str]:
    """A text in each language, as the form shows it."""
    return {f"{name}_{language}": known.get(language, "") for language in LANGUAGES}


class ContactForm(Versioned):
    """Whom to ask."""

    titles = (say("New contact"), say("Change the contact"))
    places: ClassVar[Mapping[str, str]] = {
        rules.NOBODY.msgid: "name",
        rules.BACKWARDS.msgid: "valid_until",
    }
    name = TextField(_l("Person"), [AtMost(200)], hint=_l("Leave it empty if people ask an office."))
    office = TextField(_l("Institution and unit"), [AtMost(200)], hint=_l("In its own words."))
    role_de = TextField(_l("Role, in German"), [AtMost(150)], lang="de")
    role_en = TextField(_l("Role, in English"), [AtMost(150)], lang="en")
    role_tr = TextField(_l("Role, in Turkish"), [AtMost(150)], lang="tr")
    email = EmailField(_l("E-mail"), [AtMost(254), IsEmail()])
    phone = TextField(_l("Telephone"), [AtMost(60)], hint=_l("With the code of the country: +49 30 …"))
    valid_from = DateField(_l("Since"))
    valid_until = DateField(_l("Until"), hint=_l("The last day. Empty: until further notice."))
    is_public = DeclarationField(_l("Show this contact to everybody on the page of the city"))

    @classmethod
    def of(cls, contact: CityContact | None) -> "ContactForm":
        """The form with what is known; a new contact is shown to everybody only where somebody says so."""
        if contact is None:
            return cls()  # GDPR Art. 25 (2): by default nobody's data are open to all
        known = {name: getattr(contact, name) for name in (*PLAIN_CONTACT, "version")}
        return cls(data=known | shown("role", contact.role))

    @property
    def facts(self) -> dict[str, Any]:
        """What was entered, as the action takes it."""
        plain = {name: _tidy(self[name].data) for name in PLAIN_CONTACT}
        return plain | {"role": texts(self, "role")}


PLAIN_CONTACT = ("name", "office", "email", "phone", "valid_from", "valid_until", "is_public")


class ActivityForm(Versioned):
    """What two cities do together."""

    titles = (say("New activity"), say("Change the activity"))
    places: ClassVar[Mapping[str, str]] = {rules.BACKWARDS.msgid: "ends_on"}
    kind = SelectField(_l("Kind"), [required()], choices=[("", _l("Please choose")), *KINDS.items()])
    title_de = TextField(_l("Title in German"), [required(), AtMost(150)], lang="de")
    title_en = TextField(_l("Title in English"), [AtMost(150)], lang="en")
    title_tr = TextField(_l("Title in Turkish"), [AtMost(150)], lang="tr")
    text_de = LongTextField(_l("Text in German"), characters=1500, rows=4, lang="de")
    text_en = LongTextField(_l("Text in English"), characters=1500, rows=4, lang="en")
    text_tr = LongTextField(_l("Text in Turkish"), characters=1500, rows=4, lang="tr")
    starts_on = DateField(_l("First day"))
    ends_on = DateField(
        _l("Last day"), hint=_l("From the day after it the page shows the activity among the past ones.")
    )
    link = TextField(_l("Link"), [AtMost(500)], hint=_l("A page that tells more, beginning with https://"))
    call_slug = TextField(
        _l("Call"), [AtMost(300)], hint=_l("The address of the call it belongs to, copied from the browser.")
    )

    def validate_link(self, field: Any) -> None:
        """Refuse what is no address of a page."""
        if field.data and not field.data.strip().startswith("https://"):
            raise ValidationError(NO_LINK)  # type: ignore[arg-type]  # sentences stay sentences until shown

    def validate_call_slug(self, field: Any) -> None:
        """Keep the name of the call, whatever was copied along with it."""
        if not (field.data or "").strip():
            return
        found = rules.call_in(field.data)
        if found is None:
            raise ValidationError(NO_CALL)  # type: ignore[arg-type]  # sentences stay sentences until shown
        field.data = found

    @classmethod
    def of(cls, activity: CityActivity | None) -> "ActivityForm":
        """The form with what is known."""
        if activity is None:
            return cls()
        known = {name: getattr(activity, name) for name in (*PLAIN_ACTIVITY, "version")}
        return cls(data=known | shown("title", activity.title) | shown("text", activity.text))

    @property
    def facts(self) -> dict[str, Any]:
        """What was entered, as the action takes it."""
        plain = {name: _tidy(self[name].data) for name in PLAIN_ACTIVITY}
        return plain | {"title": texts(self, "title"), "text": texts(self, "text")}


PLAIN_ACTIVITY = ("kind", "starts_on", "ends_on", "link", "call_slug")


class CityForm(Versioned):
    """What is told of a city, and whether the partnership is lived."""

    titles = (say("New city"), say("Change the city"))
    focus_areas = ChoicesField(_l("Focus areas"), choices=list(AREAS.items()))
    about_de = LongTextField(
        _l("About the city, in German"), [required()], characters=1500, rows=4, lang="de"
    )
    about_en = LongTextField(_l("About the city, in English"), characters=1500, rows=4, lang="en")
    about_tr = LongTextField(_l("About the city, in Turkish"), characters=1500, rows=4, lang="tr")
    status = SelectField(
        _l("Partnership"),
        [required()],
        choices=list(WORDING.items()),
        hint=_l("No new call can be made for a dormant or ended partnership; what there is stays readable."),
    )
    status_since = DateField(_l("In this state since"))
    status_note_de = LongTextField(_l("Reasons, in German"), characters=600, rows=3, lang="de")
    status_note_en = LongTextField(_l("Reasons, in English"), characters=600, rows=3, lang="en")
    status_note_tr = LongTextField(_l("Reasons, in Turkish"), characters=600, rows=3, lang="tr")

    @classmethod
    def of(cls, city: City) -> "CityForm":
        """The form with what is known."""
        known = {name: getattr(city, name) for name in ("focus_areas", "status", "status_since", "version")}
        return cls(data=known | shown("about", city.about) | shown("status_note", city.status_note))

    @property
    def facts(self) -> dict[str, Any]:
        """What was entered, as the action takes it."""
        plain = {name: self[name].data for name in ("focus_areas", "status", "status_since")}
        return plain | {"about": texts(self, "about"), "status_note": texts(self, "status_note")}


def _tidy(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value

"""What keys ask: codes, a name for a passkey, and a proof of who acts."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from portal.web.checks import required
from portal.web.fields import PasswordField, PortalForm, TextField
from portal.words import say

_digits = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false", "dir": "ltr"}


class AnswerField(HiddenField):
    """What a device answered; each answer is for one question, so none is sent back."""

    def _value(self) -> str:
        return ""


class SecretForm(PortalForm):
    """A form with a secret; it carries no key of its act, since the hash of what was sent would be kept."""

    key = None  # type: ignore[assignment]  # WTForms drops a field that is None


class AppForm(SecretForm):
    """The first code, which shows that the app has understood."""

    otp_code = TextField(
        _l("Code that the app shows now"), [required()], hint=_l("Six digits."), attributes=_digits
    )


class SecondForm(SecretForm):
    """A code of the app, or one of the recovery codes."""

    otp_code = TextField(
        _l("Code"),
        [required()],
        hint=_l("Six digits from your app. If you don’t have it any more: one of your recovery codes."),
        attributes={**_digits, "inputmode": "text", "autocapitalize": "none"},
    )


class PasskeyForm(SecretForm):
    """A name for a new passkey, and what the device answered."""

    name = TextField(
        _l("Name of the passkey"),
        [required()],
        hint=_l("So that you know it again, for example: telephone, or key on the key ring."),
        attributes={"autocomplete": "off"},
    )
    answer = AnswerField()


class AnswerForm(SecretForm):
    """What a device answered with a passkey."""

    answer = AnswerField()


class ProofForm(SecretForm):
    """One proof of who acts; any of them is enough."""

    password = PasswordField(
        _l("Password"), name="_proof_password", attributes={"autocomplete": "current-password"}
    )
    code = TextField(
        _l("Or a code of your app"), hint=_l("Six digits."), name="_proof_code", attributes=_digits
    )
    answer = AnswerField(name="_proof_answer")


WRONG_CODE = say("This code does not count, or not any more. Please take the one that your app shows now.")
WRONG_SECOND = say(
    "This code does not count. The app shows a new one every half minute; "
    "a recovery code works once, and only until you ask for new ones."
)
WRONG_ANSWER = say("The passkey was not recognised. Please try again, or sign in with address and password.")
WRONG_NEW = say(
    "The passkey could not be added. Please try again; it only works at the address of this portal."
)
WRONG_PROOF = say("This did not prove that it is you. Nothing was changed; what you had entered is kept.")

"""The ways in which the portal says no, each with a sentence for the person and a status for the machine."""

from portal.words import Sentence, say


class PortalError(Exception):
    """A no with its sentence; nothing was changed."""

    status = 400

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class Refused(PortalError):
    """A rule or the state of the thing does not allow the act now."""

    status = 409


class Invalid(PortalError):
    """What was sent can't be understood or kept."""

    status = 422


class TooLarge(PortalError):
    """What was sent is larger than the portal reads."""

    status = 413


class NotFound(PortalError):
    """There is no such thing, or the person may not know of it."""

    status = 404

    def __init__(self, sentence: Sentence | None = None) -> None:
        super().__init__(sentence or say("This page does not exist, or it is not open to you."))


class Forbidden(PortalError):
    """The person may see the thing, but may not do this."""

    status = 403

    def __init__(self, sentence: Sentence | None = None) -> None:
        super().__init__(sentence or say("You may see this, but you may not do it."))


class Stale(PortalError):
    """Somebody changed the thing in the meantime; both versions are kept."""

    status = 409

    def __init__(self, sentence: Sentence | None = None) -> None:
        super().__init__(
            sentence
            or say(
                "Somebody else changed this while you were writing. "
                "Both versions are kept; please compare them."
            )
        )


class KeyReused(PortalError):
    """The key of an act was sent again with other content."""

    status = 422

    def __init__(self) -> None:
        super().__init__(say("This form was already sent with other content. Please open the page again."))

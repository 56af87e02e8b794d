"""Everything in the portal that has a life."""

from portal.applications.models import Application
from portal.awards.models import Offer
from portal.calls.models import Call
from portal.decisions.models import Decision
from portal.letters.models import Letter
from portal.lifecycle import Life
from portal.reviews.models import Review

LIVES: dict[str, Life] = {
    kind.__tablename__: kind.life for kind in (Call, Application, Review, Decision, Letter, Offer)
}

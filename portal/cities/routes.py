"""Pages of cities; a city's own page shows its calls and therefore stands with the calls."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from portal.access import Verb
from portal.cities import queries
from portal.cities.forms import SearchForm
from portal.guard import guarded

bp = Blueprint("cities", __name__)


@bp.get("/cities/")
@guarded(Verb.PUBLIC_READ)
def index() -> ResponseReturnValue:
    """All partner cities by their own names, found by every spelling."""
    form = SearchForm(request.args)
    sound, query = form.validate(), form.q.data or ""
    cities = queries.list_found(query) if sound else []
    shown = render_template("cities/index.html", form=form, query=query, cities=cities)
    return shown, 200 if sound else 422

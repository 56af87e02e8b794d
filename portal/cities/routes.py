"""Pages of cities; a city's own page shows its calls and therefore stands with the calls."""

from flask import Blueprint, render_template, request

from portal.access import Verb
from portal.cities import queries
from portal.cities.forms import SearchForm
from portal.guard import guarded

bp = Blueprint("cities", __name__)


@bp.get("/cities/")
@guarded(Verb.PUBLIC_READ)
def index() -> str:
    """All partner cities by their own names, found by every spelling."""
    form = SearchForm(request.args)
    query = form.q.data or ""
    return render_template("cities/index.html", form=form, query=query, cities=queries.list_found(query))

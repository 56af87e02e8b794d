"""The page of a job: how far it is, and where its result is."""

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access import Verb
from portal.guard import guarded
from portal.jobs import queries
from portal.jobs.models import Job
from portal.web.say import translate
from portal.words import Sentence, say

bp = Blueprint("jobs", __name__)

ENDED = frozenset({"done", "failed"})
SENTENCES = {
    "waiting": say("This work begins in a moment."),
    "again": say("Something did not work. It is tried again in a moment."),
    "running": say("This work is under way. You can leave this page; the work goes on."),
    "done": say("This work is done."),
    "failed": say(
        "This did not work, although it was tried several times. Nothing that was done before is lost."
    ),
}


@bp.get("/jobs/<public_id:job_id>")
@guarded(Verb.JOB_READ, load=queries.find_job)
def show(job: Job) -> ResponseReturnValue:
    """Show how far the work is, as a page or as figures for the page’s script."""
    ended = job.state in ENDED
    if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json":
        return jsonify(
            done=job.done,
            total=job.total,
            state=job.state,
            finished=ended,
            sentence=translate(sentence_of(job)),
            count=_("%(done)s of %(total)s", done=job.done, total=job.total),
            next=job.result_url if job.state == "done" else "",
        )
    return render_template("jobs/show.html", job=job, sentence=sentence_of(job), ended=ended)


def sentence_of(job: Job) -> Sentence:
    """How the work stands, in one sentence."""
    tried = job.state == "waiting" and job.attempts
    return SENTENCES["again" if tried else job.state]

"""All rooms of the portal, opened in the order of an application's life."""

from flask import Flask

from portal import accounts, cli, files, jobs, keys, mail, web
from portal.accounts.routes import bp as accounts_pages
from portal.addresses.routes import bp as addresses_pages
from portal.administration.routes import bp as administration_pages
from portal.announcements.routes import bp as announcements_pages
from portal.applications import tasks as applications_tasks
from portal.applications.routes import bp as applications_pages
from portal.authorities.routes import bp as authorities_pages
from portal.awards import tasks as awards_tasks
from portal.awards.routes import bp as awards_pages
from portal.calls import tasks as calls_tasks
from portal.calls.routes import bp as calls_pages
from portal.cities import tasks as cities_tasks
from portal.cities.routes import bp as cities_pages
from portal.config import Settings
from portal.decisions.routes import bp as decisions_pages
from portal.demo.routes import bp as demo_pages
from portal.deputies.routes import bp as deputies_pages
from portal.desk.routes import bp as desk_pages
from portal.formal_checks.routes import bp as formal_checks_pages
from portal.jobs.routes import bp as jobs_pages
from portal.keys.routes import bp as keys_pages
from portal.letters import tasks as letters_tasks
from portal.letters.routes import bp as letters_pages
from portal.mine.routes import bp as mine_pages
from portal.panels.routes import bp as panels_pages
from portal.reviews.routes import bp as reviews_pages
from portal.specimens.routes import bp as specimens_pages

PAGES = (
    accounts_pages,
    keys_pages,
    addresses_pages,
    cities_pages,
    calls_pages,
    announcements_pages,
    applications_pages,
    formal_checks_pages,
    panels_pages,
    deputies_pages,
    reviews_pages,
    decisions_pages,
    letters_pages,
    awards_pages,
    specimens_pages,
    mine_pages,
    desk_pages,
    administration_pages,
    authorities_pages,
    jobs_pages,
)
# What is done later registers itself when its module is read.
TASKS = (cities_tasks, calls_tasks, applications_tasks, letters_tasks, awards_tasks)


def open_all(app: Flask, settings: Settings) -> None:
    """Tie the ground rooms to the application and hang every page into it."""
    for room in (files, mail, jobs, web, accounts, keys):
        room.init_app(app, settings)
    for pages in PAGES:
        app.register_blueprint(pages)
    if settings.is_demo:
        app.register_blueprint(demo_pages)
    cli.init_app(app)

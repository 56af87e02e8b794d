"""The commands of the portal: set up, run, look after, save and bring back."""

import json
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import click
from flask import Flask
from flask.cli import AppGroup, ScriptInfo

from portal import audit, backup, checkup, clock, serving
from portal.access import Role
from portal.accounts.actions import grant_role
from portal.accounts.queries import find_user_of
from portal.backup import BackupRefused
from portal.calls.actions import seed_programmes
from portal.cities.actions import seed_cities
from portal.config import Settings, SettingsRefused
from portal.db import transaction
from portal.extensions import part, upgrade_tables
from portal.keys.actions import reset

Bench = Callable[[], dict[str, Any]]


def bench_letters() -> dict[str, Any]:
    """How fast this installation makes letters."""
    from portal import benches  # slow import: only benches need the letters' engine at once

    return benches.letters(settings().data.resolve() / "seal", base_url=settings().base_url)


def bench_selection() -> dict[str, Any]:
    """How well and how fast the selection engine works, on drawn calls."""
    from portal.selection import benches  # slow import: only benches need the solvers at once

    return benches.selection()


BENCHES: dict[str, Bench] = {"letters": bench_letters, "selection": bench_selection}

commands = AppGroup()


def main() -> None:
    """Run one command with the settings of the environment; wrong settings end it with a sentence."""
    from portal import create_app  # thin method: the application imports its commands from here

    try:
        app = create_app()
    except SettingsRefused as wrong:
        click.echo(f"The portal does not start: {wrong}.", err=True)
        sys.exit(2)
    app.cli.main(prog_name="portal", obj=ScriptInfo(create_app=lambda: app))


def init_app(app: Flask) -> None:
    """Give the application its commands."""
    for command in commands.commands.values():
        app.cli.add_command(command)
    app.cli.help = "The portal through which cities exchange people."


def settings() -> Settings:
    """The settings of this process."""
    found: Settings = part("settings")
    return found


@commands.command()
def init() -> None:
    """Make the data folder, the tables and the seal, or bring them up to date."""
    prepare()
    click.echo("The portal is set up.")


def prepare() -> None:
    """Make what is missing; what is there already stays."""
    from portal.pdf.seal import load_seal  # slow import: only set-up and letters need the seal

    folder = settings().data.resolve()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    upgrade_tables()
    load_seal(folder / "seal", organisation=settings().portal_name)
    with transaction():
        seed_cities()
        seed_programmes()


@commands.command()
@click.argument("address")
def administrator(address: str) -> None:
    """Make the owner of a confirmed account administrator; the first one has nobody else to do it."""
    with transaction():
        user = find_user_of(address)
        if user is None or user.confirmed_at is None:
            raise click.ClickException(
                "Nobody has confirmed an account with this address. Please register in the portal first."
            )
        grant_role(user, Role.ADMINISTRATOR, by=None, at=clock.now())
    click.echo(f"{address} is an administrator now.")


@commands.command("reset-keys")
@click.argument("address")
def reset_keys(address: str) -> None:
    """Take away app, recovery codes and passkeys of who has lost them and has no administrator."""
    with transaction():
        user = find_user_of(address)
        if user is None:
            raise click.ClickException("Nobody has an account with this address.")
        reset(user, by=None, at=clock.now())
    click.echo(f"{address} signs in with the password alone now, and is told so by mail.")


@commands.command()
@click.option(
    "--scale", default=0, type=click.IntRange(0, 1_000_000), help="So many more applications, made in bulk."
)
def demo(scale: int) -> None:
    """Make the demo world: people, calls, applications and letters that nobody really wrote."""
    if not settings().is_demo:
        raise click.ClickException("Demo accounts exist only in the demo. Set PORTAL_MODE=demo to get them.")
    prepare()
    if demo_is_there():
        raise click.ClickException(
            "The demo world is there already. Empty the data folder to make a new one."
        )
    make_demo(scale)


def make_demo(scale: int = 0) -> None:
    """Make the demo world."""
    from portal import demo as world  # slow import: only the demo needs its world

    click.echo("Making the demo world (once)")
    world.build(scale=scale, settings=settings())


def demo_is_there() -> bool:
    """Whether the demo world was made already."""
    from portal import demo as world  # slow import: only the demo needs its world

    return world.exists()


@commands.command()
def serve() -> None:
    """Run the web server and the worker until they are stopped; set up first what is missing."""
    chosen, port, host = settings(), int(os.environ.get("PORT", "8000")), os.environ.get("HOST", "127.0.0.1")
    prepare()
    if chosen.is_demo and not demo_is_there():
        serving.apart(make_demo)
    web = partial(serving.web, chosen, host=host, port=port)
    with serving.children(web, serving.work) as running:
        serving.wait_until_open(port, running)
        click.echo(f"\n{chosen.portal_name} is open at {chosen.base_url}")
        if chosen.is_demo:
            tell_of_the_demo(chosen.base_url)
        serving.wait_for_the_end(running)


def tell_of_the_demo(address: str) -> None:
    """Say where the tour begins and who can sign in."""
    from portal import demo as world  # slow import: only the demo needs its world

    click.echo(f"The tour begins at {address}/demo/")
    click.echo(f"Sign in with the password {world.PASSWORD} as:")
    for who, what in world.SIGN_INS:
        click.echo(f"  {who:<24} {what}")
    click.echo("Ctrl+C ends it.\n")


@commands.command()
def worker() -> None:
    """Do the work that takes longer than a page, until stopped."""
    serving.work()


@commands.command()
def check() -> None:
    """Look whether everything is as it must be, and say what is not."""
    found = checkup.examine(settings())
    for finding in found:
        click.echo(f"no  {finding.name}: {finding.problem}" if finding.problem else f"ok  {finding.name}")
    if any(finding.problem for finding in found):
        sys.exit(1)


@commands.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def save(file: Path) -> None:
    """Save database, files and seal into one FILE."""
    try:
        kept = backup.save(settings(), file, at=clock.now())
    except BackupRefused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"Saved the database and {kept} files into {file}.")


@commands.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def restore(file: Path) -> None:
    """Bring back what a FILE of `backup` holds, into an empty installation."""
    try:
        kept, held = backup.restore(settings(), file)
    except BackupRefused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"Brought back the database and {kept} files. Mails held back: {held}.")


@commands.group("audit")
def audit_commands() -> None:
    """Look after the log."""


@audit_commands.command()
def verify() -> None:
    """Check every chain and every seal of the log."""
    wrong = audit.verify()
    for line in wrong:
        click.echo(line)
    if wrong:
        sys.exit(1)
    click.echo("The log is whole.")


@audit_commands.command()
def seal() -> None:
    """Seal the log now, without waiting for the minute."""
    with transaction():
        anchor = audit.seal(at=clock.now())
    click.echo(f"Sealed: {anchor.hash}" if anchor else "Nothing happened since the last seal.")


@commands.command()
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of lines.")
def bench(name: str, as_json: bool) -> None:
    """Measure one thing and print the figures."""
    if name not in BENCHES:
        known = ", ".join(sorted(BENCHES)) or "none"
        raise click.ClickException(f"There is no bench of this name. Known: {known}.")
    figures = BENCHES[name]()
    if as_json:
        click.echo(json.dumps(figures, ensure_ascii=False))
        return
    for what, figure in figures.items():
        click.echo(f"{what:<32} {figure}")


if __name__ == "__main__":
    main()

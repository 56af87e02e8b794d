"""A throw-away PostgreSQL for one run of the tests, on the loopback and a free port."""

import getpass
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import psycopg

_running: dict[str, str] = {}


def binaries() -> Path:
    """Where this machine keeps PostgreSQL's server programs, the newest version that is there."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path is None:
        raise RuntimeError("PostgreSQL's server programs are missing; install the package postgresql")
    return Path(on_path).parent


def start() -> str:
    """Start a server with no promises to the disk, and give its address without a database's name."""
    folder = tempfile.mkdtemp(prefix="portal-postgres-")
    data, port, password = f"{folder}/data", _free_port(), secrets.token_hex(8)
    Path(f"{folder}/password").write_text(password)
    user = _server_user()
    if user:
        subprocess.run(["chown", "-R", user, folder], check=True)
    programs = binaries()
    _run(
        user,
        [
            f"{programs}/initdb",
            "-D",
            data,
            "-U",
            "portal",
            "-A",
            "scram-sha-256",
            f"--pwfile={folder}/password",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ],
    )
    # No promises to the disk: these rows live for one run.
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200"
    _run(user, [f"{programs}/pg_ctl", "-D", data, "-o", options, "-l", f"{folder}/log", "-w", "start"])
    _running.update(data=data, folder=folder, user=user)
    return f"postgresql+psycopg://portal:{password}@127.0.0.1:{port}"


def stop() -> None:
    """End the server that this process started, if there is one."""
    if _running:
        _run(_running["user"], [f"{binaries()}/pg_ctl", "-D", _running["data"], "-m", "immediate", "stop"])
        shutil.rmtree(_running["folder"], ignore_errors=True)
        _running.clear()


def make_database(server: str, name: str) -> str:
    """A fresh database on the server, and its address."""
    database = f"portal_{name}_{secrets.token_hex(3)}"
    with psycopg.connect(f"{server.replace('+psycopg', '')}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {database}")
    return f"{server}/{database}"


def _server_user() -> str:
    # PostgreSQL refuses to run as root; Debian's package brings a user for it.
    return "postgres" if os.geteuid() == 0 else ""


def _run(user: str, command: list[str]) -> None:
    before = ["runuser", "-u", user, "--"] if user else []
    done = subprocess.run([*before, *command], capture_output=True, text=True, cwd="/")
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed for {user or getpass.getuser()}: {done.stdout}{done.stderr}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

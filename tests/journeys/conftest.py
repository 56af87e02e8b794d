"""A real portal in processes of its own, and a real browser."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, sync_playwright

CHECKOUT = Path(__file__).resolve().parent.parent.parent
COMMAND = Path(sys.executable).parent / "portal"
CHROMIUM = "/usr/bin/chromium"
MEMORY = Path("/dev/shm")
SECONDS_TO_END = 30


@dataclass(frozen=True)
class Portal:
    """A running portal: where it answers, and the environment in which its commands run."""

    url: str
    environment: dict[str, str]

    def run(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        """Type one command beside the running portal, on its data."""
        return subprocess.run(
            words,
            cwd=CHECKOUT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="session")
def port() -> int:
    """A port on which nobody listens now; letters of the demo world print it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def demo_world(port: int) -> Iterator[Path]:
    """The data folder of a small demo world, made once and copied for each journey."""
    folder = Path(tempfile.mkdtemp(prefix="journeys-", dir=MEMORY if MEMORY.exists() else None))
    made = _portal(folder / "fresh", port).run(sys.executable, "-m", "tests.journeys.world")
    assert made.returncode == 0, made.stderr
    yield folder / "fresh"
    shutil.rmtree(folder)


@pytest.fixture
def portal(demo_world: Path, port: int) -> Iterator[Portal]:
    """A portal that runs as `make run` runs it, on a world that nobody has touched yet."""
    data = Path(tempfile.mkdtemp(prefix="world-", dir=demo_world.parent))
    shutil.copytree(demo_world, data, dirs_exist_ok=True)
    open_one = _portal(data, port)
    with subprocess.Popen(
        [COMMAND, "serve"],
        cwd=CHECKOUT,
        env=open_one.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as serving:
        # Somebody has to read what it says, or it would wait for a reader.
        rest = Thread(target=_keep, args=(serving, data / "serve.log"))
        try:
            _wait_until_open(serving)
            rest.start()
            yield open_one
        finally:
            _end(serving)
            if rest.ident:
                rest.join()
    shutil.rmtree(data)


# Closed after each module: while Playwright is open, no other test of the process can use a loop of its own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The Chromium of the machine."""
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=as_root)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def pictures() -> Path:
    """The folder for screenshots: JOURNEY_PICTURES names one for whoever wants to look."""
    folder = Path(os.environ.get("JOURNEY_PICTURES") or tempfile.mkdtemp(prefix="journey-pictures-"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _portal(data: Path, port: int) -> Portal:
    url = f"http://localhost:{port}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    facts = {"PORTAL_MODE": "demo", "PORTAL_DATA": str(data), "PORTAL_BASE_URL": url, "PORT": str(port)}
    return Portal(url, kept | facts)


def _wait_until_open(serving: subprocess.Popen[str]) -> None:
    """Read what the portal says until it says that it is open."""
    said = []
    for line in serving.stdout or ():
        said.append(line)
        if " is open at " in line:
            return
    raise AssertionError("".join(["The portal did not open:\n", *said]))


def _keep(serving: subprocess.Popen[str], log: Path) -> None:
    with log.open("w", buffering=1) as kept:
        kept.writelines(serving.stdout or ())


def _end(serving: subprocess.Popen[str]) -> None:
    """End the portal with all that it started, by its process group."""
    os.killpg(serving.pid, signal.SIGTERM)
    try:
        serving.wait(SECONDS_TO_END)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(serving.pid, signal.SIGKILL)

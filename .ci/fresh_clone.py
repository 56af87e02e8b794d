"""Proves the set-up: a fresh clone of this commit comes up with `make run`, shows its pages, and ends."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

FIRST_START_SECONDS = 900
SECOND_START_SECONDS = 120
END_SECONDS = 20
PAGES = ["/", "/calls/istanbul-berlin-studio/"]
HERE = Path(__file__).resolve().parent.parent


class NotProven(Exception):
    """The fresh clone did not do what the README promises; the message says what was missing."""


def free_port() -> int:
    """A port on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def status_and_text(url: str) -> tuple[int, str]:
    """What a visitor gets from the address; 0 while nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read().decode(errors="replace")
    except OSError:
        return 0, ""


def start(place: Path, *, port: int, log: Path) -> subprocess.Popen[bytes]:
    """Type `make run` in the clone, in a process group of its own so that it can be ended whole."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "MAKE"))}
    settings |= {"PORT": str(port), "PORTAL_DATA": str(place / "var")}
    with log.open("ab") as out:
        return subprocess.Popen(
            ["make", "run"],
            cwd=place,
            env=settings,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def end(running: subprocess.Popen[bytes]) -> None:
    """End the portal by its process id, with all that it started; what does not end in time is a failure."""
    os.killpg(running.pid, signal.SIGTERM)
    late = time.monotonic() + END_SECONDS
    while time.monotonic() < late:
        running.poll()
        if not group_lives(running.pid):
            return
        time.sleep(0.1)
    os.killpg(running.pid, signal.SIGKILL)
    raise NotProven(f"the portal still ran {END_SECONDS} seconds after it was told to end")


def group_lives(group: int) -> bool:
    """Whether any process of the group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until_ready(running: subprocess.Popen[bytes], *, address: str, seconds: int) -> float:
    """Wait for /readyz and tell how long it took; a portal that ends or is too slow is a failure."""
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        if status_and_text(f"{address}/readyz")[0] == 200:
            return time.monotonic() - begun
        if running.poll() is not None:
            raise NotProven(f"make run ended with {running.returncode} before the portal was ready")
        time.sleep(0.1)
    raise NotProven(f"/readyz did not answer within {seconds} seconds")


def look_at_pages(address: str) -> None:
    """Fetch what a first visitor sees."""
    for path in PAGES:
        status, text = status_and_text(address + path)
        if status != 200 or "<h1" not in text:
            raise NotProven(f"{path} answered {status} without a page:\n{text[:500]}")
        print(f"fresh clone: {path} is there")


def prove(place: Path, log: Path) -> None:
    """Clone, start, look, end; then start once more from what the first start left."""
    subprocess.run(["git", "clone", "--quiet", str(HERE), str(place)], check=True)
    for name, seconds in [("first", FIRST_START_SECONDS), ("second", SECOND_START_SECONDS)]:
        port = free_port()
        running = start(place, port=port, log=log)
        try:
            took = wait_until_ready(running, address=f"http://127.0.0.1:{port}", seconds=seconds)
            print(f"fresh clone: {name} start took {took:.1f} s", flush=True)
            look_at_pages(f"http://127.0.0.1:{port}")
        finally:
            if group_lives(running.pid):
                end(running)


def main() -> int:
    """Prove it in a temporary folder; on failure show the end of what `make run` said."""
    with tempfile.TemporaryDirectory(prefix="portal-") as folder:
        log = Path(folder) / "run.log"
        try:
            prove(Path(folder) / "portal", log)
        except NotProven as reason:
            said = log.read_text(errors="replace").splitlines() if log.exists() else []
            print("\n".join([*said[-60:], f"fresh clone: {reason}"]), file=sys.stderr)
            return 1
    print("fresh clone: comes up with one command and ends")
    return 0


if __name__ == "__main__":
    sys.exit(main())

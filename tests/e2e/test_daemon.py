"""The daemon as an operator runs it: it answers, works beside the commands, and stops without losing anything."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

SCRIPT = Path(sys.executable).parent / "roundlog"
DISPATCHES = Path(__file__).parent.parent.parent / "service" / "demo" / "dispatches"


def environment(folder: Path) -> dict[str, str]:
    return os.environ | {
        "ROUNDLOG_DATA_DIR": str(folder),
        "ROUNDLOG_ALLOW_PRIVATE": "127.0.0.0/8",
        "ROUNDLOG_TICK_INTERVAL": "0.2",
        "ROUNDLOG_POLL_INTERVAL": "0.5",
    }


def roundlog(folder: Path, *args: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [SCRIPT, *map(str, args)], env=environment(folder), capture_output=True, text=True, timeout=120, check=False
    )


def start(folder: Path) -> tuple[subprocess.Popen[str], str]:
    """A running daemon and the address it listens on."""
    daemon = subprocess.Popen(
        [SCRIPT, "run", "--port", "0"],
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert daemon.stdout is not None
    line = daemon.stdout.readline()
    found = re.search(r"http://\S+:\d+", line)
    assert found, line
    return daemon, found[0]


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    running, address = start(tmp_path)
    yield running, address
    running.kill()
    running.communicate()


def test_it_says_on_healthz_that_all_is_well(daemon: tuple[subprocess.Popen[str], str]) -> None:
    answer = httpx.get(f"{daemon[1]}/healthz")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"


def test_it_answers_to_no_foreign_host_name(daemon: tuple[subprocess.Popen[str], str]) -> None:
    assert httpx.get(f"{daemon[1]}/healthz", headers={"Host": "rebound.example"}).status_code == 400


def test_a_second_daemon_on_the_same_database_refuses(
    daemon: tuple[subprocess.Popen[str], str], tmp_path: Path
) -> None:
    second = roundlog(tmp_path, "run", "--port", "0")
    assert second.returncode == 1
    assert len(second.stderr.strip().splitlines()) == 1 and "another Roundlog" in second.stderr


def test_a_taken_port_is_named(daemon: tuple[subprocess.Popen[str], str], tmp_path: Path) -> None:
    port = daemon[1].rpartition(":")[2]
    other = roundlog(tmp_path / "other", "run", "--port", port)
    assert other.returncode == 1
    assert port in other.stderr and "--port" in other.stderr and "Traceback" not in other.stderr


def test_an_import_beside_it_returns_when_the_daemon_has_weighed_it(
    daemon: tuple[subprocess.Popen[str], str], tmp_path: Path
) -> None:
    taken = roundlog(tmp_path, "import", "--json", DISPATCHES)
    assert taken.returncode == 0, taken.stderr
    view = json.loads(roundlog(tmp_path, "rounds", "--json").stdout)
    assert len(view["rounds"]) == 23
    assert roundlog(tmp_path, "replay", "--verify").returncode == 0


@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_cleanly_when_asked(tmp_path: Path, signum: signal.Signals) -> None:
    running, _ = start(tmp_path)
    running.send_signal(signum)
    out, _ = running.communicate(timeout=20)
    assert running.returncode == 0
    assert "stopped" in out and "Traceback" not in out


def test_started_again_it_goes_on_where_it_left_off(tmp_path: Path) -> None:
    running, _ = start(tmp_path)
    roundlog(tmp_path, "import", DISPATCHES)
    running.kill()
    running.communicate()
    before = roundlog(tmp_path, "rounds", "--json").stdout
    running, address = start(tmp_path)
    health = httpx.get(f"{address}/healthz").json()
    running.terminate()
    running.communicate(timeout=20)
    assert health["projected"] == health["position"]
    assert roundlog(tmp_path, "rounds", "--json").stdout == before
    assert roundlog(tmp_path, "replay", "--verify").returncode == 0

"""`roundlog demo`, whole, as a newcomer runs it."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from service.demo.daemon_process import command, environment
from service.demo.run import demo_settings

# One worker runs them all, so that the demo runs once.
pytestmark = pytest.mark.xdist_group("demo")

DATES = json.loads((Path(__file__).parent.parent / "data" / "rounds.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("demo") / "data"


@pytest.fixture(scope="module")
def settings(folder):
    return demo_settings(folder)


@pytest.fixture(scope="module")
def demo(folder, settings):
    return run("demo", "--dir", str(folder), settings=settings)


def run(*arguments: str, settings) -> subprocess.CompletedProcess[str]:
    environ = environment(settings)
    return subprocess.run(command(*arguments), env=environ, capture_output=True, text=True, timeout=300, check=False)


def test_the_demo_ends_by_itself_without_a_fault(demo):
    assert (demo.returncode, demo.stderr) == (0, "")


def test_all_dispatches_arrive_and_all_messages_are_received(demo):
    rows = re.finditer(r"^(\D+?) +\S* +(\d+)/(\d+)", demo.stdout, re.MULTILINE)
    bars = {row[1].strip(): (row[2], row[3]) for row in rows}
    assert bars["articles captured"] == ("78", "78")
    assert all(done == total for done, total in bars.values())
    assert int(bars["messages received and verified"][0]) > 50


def test_every_signature_holds(demo):
    assert "Every signature held; 0 refused" in demo.stdout


def test_the_daemon_ends_cleanly(demo, folder):
    assert re.search(r"The daemon ended by SIGTERM in \d+\.\d s", demo.stdout)
    assert "Traceback" not in (folder / "daemon.log").read_text("utf-8")


def test_the_rounds_come_out_with_their_dates(demo, settings):
    listed = json.loads(run("rounds", "--json", settings=settings).stdout)
    found = {str(entry["number"]): entry["dates"] for entry in listed["rounds"]}
    right = [number for number, facts in DATES.items() if found.get(number) == facts["dates"]]
    assert set(found) >= set(DATES)
    assert len(right) >= 20


def test_the_reason_for_a_value_is_shown(demo):
    _, _, why = demo.stdout.partition("$ roundlog rounds 20 --why dates")
    assert "2023-06-20/2023-06-21" in why


@pytest.mark.parametrize("check", [("log", "verify"), ("replay", "--verify")])
def test_what_the_demo_leaves_behind_stands_up_to_a_check(demo, settings, check):
    assert run(*check, settings=settings).returncode == 0


def test_a_folder_that_holds_a_database_is_left_alone(demo, folder, settings):
    again = run("demo", "--dir", str(folder), settings=settings)
    assert again.returncode == 2
    assert again.stderr == (
        f"roundlog: {folder} holds a database already, and the demo starts from nothing: name another --dir\n"
    )

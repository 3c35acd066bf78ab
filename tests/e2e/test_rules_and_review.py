"""`roundlog review` and `roundlog rules` as a user runs them."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes.other_rules import without

from config.settings import Settings
from service.adopting import adopt
from service.bootstrap import open_services

SCRIPT = Path(sys.executable).parent / "roundlog"
DISPATCHES = Path(__file__).parent.parent.parent / "service" / "demo" / "dispatches"

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with some of the bundled dispatches."""
    run = [SCRIPT, "import", *sorted(DISPATCHES.glob("*.json"))[40:60]]
    subprocess.run(run, env=os.environ | {"ROUNDLOG_DATA_DIR": str(tmp_path)}, check=True, capture_output=True)
    return tmp_path


@pytest.fixture
def roundlog(data: Path) -> Run:
    def run(*args: str) -> subprocess.CompletedProcess[str]:
        env = os.environ | {"ROUNDLOG_DATA_DIR": str(data), "COLUMNS": "160"}
        return subprocess.run([SCRIPT, *args], env=env, capture_output=True, text=True, timeout=120, check=False)

    return run


def test_an_upgrade_is_rehearsed_then_adopted(roundlog: Run, data: Path) -> None:
    with open_services(Settings(data_dir=data)) as services:
        adopt(services, *without("humanitarian"))  # the rules of an older release, as it were
    assert roundlog("rules", "show").returncode == 1
    rounds = roundlog("rounds", "--json").stdout

    shown = roundlog("rules", "rehearse")
    assert shown.returncode == 0, shown.stderr
    assert "+humanitarian" in shown.stdout and "nothing was written" in shown.stdout
    rehearsed = json.loads(roundlog("rules", "rehearse", "--json").stdout)
    assert roundlog("rounds", "--json").stdout == rounds
    visible = {(change["subject"], change["field"]) for change in rehearsed["changes"] if change["visible"]}
    assert visible and {field for _, field in visible} == {"agenda"}

    adopted = roundlog("rules", "adopt")
    assert adopted.returncode == 0, adopted.stderr
    assert f"{rehearsed['readings']['differ']} readings differ" in adopted.stdout
    assert "nothing was sent" in adopted.stdout
    assert roundlog("rounds", "--json").stdout != rounds
    assert roundlog("replay", "--verify").returncode == 0
    assert "nothing would change" in roundlog("rules", "rehearse").stdout


def test_review_lists_weak_claims_for_people_and_programs(roundlog: Run) -> None:
    shown = json.loads(roundlog("review", "--json").stdout)
    assert shown["weak"]
    weak = shown["weak"][0]
    assert weak["reasons"] and weak["position"] > 0 and weak["address"].startswith("https://")
    assert [each["said_at"] for each in shown["weak"]] == sorted(
        (each["said_at"] for each in shown["weak"]), reverse=True
    )
    for_people = roundlog("review", "--all")
    assert for_people.returncode == 0
    assert weak["address"] in for_people.stdout and f"position {weak['position']}" in for_people.stdout


def test_review_of_an_empty_log_has_nothing_to_show(tmp_path: Path) -> None:
    env = os.environ | {"ROUNDLOG_DATA_DIR": str(tmp_path)}
    run = subprocess.run([SCRIPT, "review"], env=env, capture_output=True, text=True, timeout=60, check=False)
    assert (run.returncode, run.stdout.strip()) == (0, "nothing to review")

"""The commands as a user runs them: what they print, and how they end when something is wrong."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

SCRIPT = Path(sys.executable).parent / "roundlog"
DISPATCHES = Path(__file__).parent.parent.parent / "service" / "demo" / "dispatches"

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def roundlog(tmp_path: Path) -> Run:
    """Runs the console script on a database of its own."""

    def run(*args: object, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [SCRIPT, *map(str, args)],
            env=os.environ | {"ROUNDLOG_DATA_DIR": str(tmp_path / "data"), "COLUMNS": "160"} | env,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder into which all bundled dispatches were imported."""
    folder = tmp_path_factory.mktemp("imported")
    subprocess.run([SCRIPT, "import", DISPATCHES], env=os.environ | {"ROUNDLOG_DATA_DIR": str(folder)}, check=True)
    return folder


@pytest.fixture
def on_imported(imported: Path) -> Run:
    """Runs the console script on the imported dispatches; for commands that only read."""

    def run(*args: object) -> subprocess.CompletedProcess[str]:
        env = os.environ | {"ROUNDLOG_DATA_DIR": str(imported), "COLUMNS": "160"}
        return subprocess.run(
            [SCRIPT, *map(str, args)], env=env, capture_output=True, text=True, timeout=120, check=False
        )

    return run


def one_line(text: str) -> bool:
    return len(text.strip().splitlines()) == 1 and "Traceback" not in text


def test_help_names_every_command(roundlog: Run) -> None:
    shown = roundlog("--help")
    assert shown.returncode == 0
    for command in ("run", "demo", "import", "rounds", "extract", "replay", "feeds", "endpoints", "log", "rules"):
        assert f" {command} " in shown.stdout


def test_import_takes_new_articles_once(roundlog: Run) -> None:
    first = json.loads(roundlog("import", "--json", DISPATCHES).stdout)
    again = json.loads(roundlog("import", "--json", DISPATCHES).stdout)
    assert (first["new"], first["known"]) == (78, 0)
    assert (again["new"], again["known"]) == (0, 78)
    assert again["position"] == first["position"]


def test_import_leaves_a_bad_file_out_says_why_and_takes_the_rest(roundlog: Run, tmp_path: Path) -> None:
    bad, good = tmp_path / "empty.json", tmp_path / "good.json"
    bad.touch()
    good.write_text(json.dumps({"id": "1", "publisher": "P", "text": "The talks opened."}))
    run = roundlog("import", bad, good)
    assert run.returncode == 1
    assert "1 new" in run.stdout
    assert "empty.json: it is empty" in run.stderr and one_line(run.stderr)


def test_import_twice_into_two_logs_gives_the_same_rounds(imported: Path, on_imported: Run, roundlog: Run) -> None:
    roundlog("import", DISPATCHES)
    first, second = (json.loads(run("rounds", "--json").stdout) for run in (on_imported, roundlog))
    assert first["rounds"] == second["rounds"]
    assert first["provisional"] == second["provisional"]


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["rounds", "--as-of", "yesterday"], 2),
        (["rounds", "--as-of", "999999"], 2),
        (["rounds", "99"], 1),
        (["rounds", "20", "--why", "colour"], 2),
        (["rounds", "--process", "geneva-2"], 2),
        (["import", "missing-folder"], 2),
        (["log", "show", "999999"], 2),
        (["replay", "--to", "never"], 2),
        (["projector", "skip", "999999", "--reason", "x"], 2),
    ],
)
def test_a_fault_of_the_user_gets_one_clear_line(on_imported: Run, args: list[str], code: int) -> None:
    run = on_imported(*args)
    assert run.returncode == code
    assert one_line(run.stderr), run.stderr


def test_an_unknown_option_is_wrong_use(roundlog: Run) -> None:
    run = roundlog("rounds", "--colour")
    assert run.returncode == 2
    assert "--colour" in run.stderr and "Traceback" not in run.stderr


def test_a_database_that_cannot_be_written_is_named(roundlog: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    run = roundlog("rounds", ROUNDLOG_DATA_DIR=str(tmp_path / "file" / "data"))
    assert run.returncode == 1
    assert one_line(run.stderr) and "ROUNDLOG_DATA_DIR" in run.stderr


def test_a_wrong_setting_is_named(roundlog: Run) -> None:
    run = roundlog("rounds", ROUNDLOG_ALLOW_PRIVATE="loopback")
    assert run.returncode == 2
    assert one_line(run.stderr) and "ROUNDLOG_ALLOW_PRIVATE" in run.stderr


def test_replay_verifies_an_untouched_log(on_imported: Run) -> None:
    run = on_imported("replay", "--verify")
    assert run.returncode == 0, run.stdout
    assert "all as recorded" in run.stdout


def edit(folder: Path, *statements: str) -> None:
    """Change the database as another program would, past the triggers."""
    with sqlite3.connect(folder / "data" / "roundlog.db") as database:
        triggers = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
        for name in triggers:
            database.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            assert database.execute(statement).rowcount == 1
    database.close()


def test_replay_names_a_view_row_that_was_changed(roundlog: Run, tmp_path: Path) -> None:
    roundlog("import", DISPATCHES)
    edit(
        tmp_path,
        "UPDATE cells SET cell = CAST(replace(cell, '2023-06-20/2023-06-21', '2023-06-21/2023-06-22') AS BLOB)"
        " WHERE subject = 'round/astana-20' AND field = 'dates'",
    )
    run = roundlog("replay", "--verify")
    assert run.returncode == 1
    assert "astana-20" in run.stdout and "dates" in run.stdout
    assert roundlog("replay", "--rebuild").returncode == 0
    assert roundlog("replay", "--verify").returncode == 0


def test_replay_names_a_recorded_change_that_was_changed(roundlog: Run, tmp_path: Path) -> None:
    roundlog("import", DISPATCHES)
    with sqlite3.connect(tmp_path / "data" / "roundlog.db") as database:
        (position,) = database.execute(
            "SELECT position FROM log WHERE type = 'round.dates_changed' AND subject = 'round/astana-20'"
        ).fetchone()
    database.close()
    edit(tmp_path, f"UPDATE log SET data = replace(data, '2023', '2022') WHERE position = {position}")
    run = roundlog("replay", "--verify")
    assert run.returncode == 1
    assert f"position {position}" in run.stdout
    assert roundlog("log", "verify").returncode == 1


def test_as_of_shows_what_was_said_then(on_imported: Run) -> None:
    now = json.loads(on_imported("rounds", "--json").stdout)
    before = json.loads(on_imported("rounds", "--json", "--as-of", "1").stdout)
    assert before["rounds"] == [] and before["as_of"]["position"] == 1
    assert len(now["rounds"]) == 23  # 22 were held; a 23rd was agreed on
    last = json.loads(on_imported("rounds", "--json", "--as-of", str(now["as_of"]["position"])).stdout)
    assert last == now


def test_why_shows_the_sentence_behind_a_value(on_imported: Run) -> None:
    run = on_imported("rounds", "20", "--why", "dates")
    assert run.returncode == 0
    assert "2023-06-20/2023-06-21" in run.stdout
    assert "report" in run.stdout
    why = json.loads(on_imported("rounds", "20", "--why", "--json").stdout)
    assert {cell["field"] for cell in why["cells"]} >= {"dates", "venue", "status", "participants"}
    quotes = [support["quote"] for cell in why["cells"] for support in cell["support"]]
    assert quotes and all(quotes)


def test_why_writes_lists_as_the_table_does(on_imported: Run) -> None:
    assert on_imported("rounds", "20", "--why", "observers").stdout.startswith("astana-20 observers: IQ JO LB UN\n")


def test_where_the_locale_lacks_letters_they_are_replaced(imported: Path, roundlog: Run) -> None:
    run = roundlog("rounds", "20", "--why", "dates", ROUNDLOG_DATA_DIR=str(imported), PYTHONIOENCODING="ascii")
    assert run.returncode == 0, run.stderr
    assert "2023-06-20/2023-06-21" in run.stdout and run.stdout.isascii()


def test_why_says_that_what_had_been_published_by_a_day_is_recorded_nowhere(on_imported: Run) -> None:
    run = on_imported("rounds", "20", "--why", "dates", "--published-by", "2023-06-20")
    assert "2023-06-20/2023-06-21" in run.stdout
    assert "recorded  nowhere" in run.stdout and "None" not in run.stdout


@pytest.mark.parametrize("args", [["import", DISPATCHES], ["rules", "adopt"]])
def test_progress_shows_on_a_terminal_alone(roundlog: Run, args: list[str]) -> None:
    assert roundlog(*args).stderr == ""

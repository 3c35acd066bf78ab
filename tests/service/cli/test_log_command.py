"""`roundlog log`."""

import json
import sqlite3

import pytest
from fakes.changes import change
from fakes.log_events import BODY, NOON, added, captured, claim, event, events, reading, text
from typer.testing import CliRunner

from events.event import Event
from events.sql_log import SqlEventLog
from service.cli.log import app
from service.database import migrate, open_engine
from service.errors import UsageError

STORED = text(BODY + "\n\n\x1b[31mSteered [red]terminal")
CAPTURE = captured(STORED)


@pytest.fixture
def database(tmp_path, monkeypatch):
    monkeypatch.setenv("ROUNDLOG_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("ROUNDLOG_DATABASE_URL", raising=False)
    return tmp_path / "roundlog.db"


@pytest.fixture
def log(database):
    """Positions 1 to 12 are about feeds, then come an article, its reading and a change."""
    engine = open_engine(f"sqlite:///{database}")
    migrate(engine)
    log = SqlEventLog(engine)
    caused = Event(id="c", subject="round/astana-21", causation_id=CAPTURE.id, data=change())
    with log.write(NOON) as writer:
        writer.put_text(STORED)
        writer.append([added(), *events(11), CAPTURE, reading(CAPTURE, STORED, claim(), claim("Astana")), caused])
    yield log
    engine.dispose()


def run(*arguments, code=0):
    result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.stdout


def positions(output):
    return [int(line.split()[0]) for line in output.splitlines()]


def test_tail_shows_the_last_ten(log):
    assert positions(run("tail")) == list(range(6, 16))


@pytest.mark.parametrize(("count", "shown"), [(0, []), (1, [15]), (99, list(range(1, 16)))])
def test_tail_shows_as_many_as_asked_for(log, count, shown):
    assert positions(run("tail", "-n", str(count))) == shown


def test_tail_of_a_new_log_is_empty(database):
    assert run("tail") == ""


def test_tail_shows_only_the_types_asked_for(log):
    assert positions(run("tail", "--type", "feed.added")) == [1]
    assert positions(run("tail", "--type", "round.*", "--type", "article.captured")) == [13, 15]


def test_tail_finds_a_rare_type_far_back(log):
    with log.write(NOON) as writer:
        writer.append(events(1_300, start=100))
    assert positions(run("tail", "-n", "2", "--type", "article.captured", "--type", "feed.added")) == [1, 13]


def test_tail_refuses_a_type_that_there_is_not(database):
    with pytest.raises(UsageError, match=r"no event is of type 'round'; choose from .*article\.captured"):
        run("tail", "--type", "round")


def test_tail_says_what_each_event_says(log):
    article, read, changed = run("tail", "-n", "3").splitlines()
    assert "Daily: Astana hosts the meeting" in article
    assert "2 claims about astana" in read
    assert "dates set to 2024-01-24/2024-01-25" in changed


def test_tail_as_json_gives_the_canonical_envelopes(log):
    lines = run("tail", "-n", "99", "--json").splitlines()
    assert [line.encode() for line in lines] == [record.canonical for record in log.read()]


def test_show_takes_a_position_or_an_id(log):
    assert run("show", "13") == run("show", CAPTURE.id)


@pytest.mark.parametrize("key", ["0", "16", "9" * 5_000, "nobody"])
def test_show_refuses_what_is_not_there(log, key):
    with pytest.raises(UsageError, match=r"no position|no record"):
        run("show", key)


def test_show_of_a_capture_has_its_text_without_anything_that_steers_a_terminal(log):
    shown = run("show", "13")
    assert BODY in shown
    assert "[31mSteered [red]terminal" in shown
    assert "\x1b" not in shown


def test_show_of_a_reading_has_the_words_its_claims_quote(log):
    shown = run("show", "14")
    assert "caused by    position 13, article.captured" in shown
    assert "“24–25 January”" in shown
    assert "“Astana”" in shown


def test_show_as_json_has_envelope_leaf_hash_and_quotes(log):
    shown = json.loads(run("show", "14", "--json"))
    record, *_ = log.read(13, upto=14)
    (stored,) = (each for each in log.stored_records(14) if each.position == 14)
    assert shown["record"] == json.loads(record.canonical)
    assert shown["leaf"] == stored.leaf.hex()
    assert list(shown["quotes"].values()) == [["24–25 January"], ["Astana"]]


def test_an_erased_text_is_said_to_be_gone(log, database):
    with sqlite3.connect(database) as outsider:
        outsider.execute("DELETE FROM texts")
    outsider.close()
    assert "(its text is erased or lost)" in run("show", "13")
    assert "(the text is erased, lost or altered)" in run("show", "14")
    assert list(json.loads(run("show", "14", "--json"))["quotes"].values()) == [[None], [None]]
    assert "(text erased or lost)" in run("tail", "-n", "3")


def test_verify_of_a_sound_log_says_so_with_its_root(log):
    shown = run("verify")
    assert "15 records checked: all is as it was recorded" in shown
    assert f"root {log.head().root.hex()}" in shown


def test_verify_names_the_position_and_exits_with_1(log, database):
    with sqlite3.connect(database) as outsider:
        outsider.execute("DROP TRIGGER log_keeps_values")
        outsider.execute("UPDATE log SET subject = 'feed/x' WHERE position = 4")
    outsider.close()
    assert "position 4: its column subject differs from its bytes" in run("verify", code=1)
    outcome = json.loads(run("verify", "--json", code=1))
    assert outcome["findings"] == [{"position": 4, "problem": "its column subject differs from its bytes"}]
    assert (outcome["checked"], outcome["found"]) == (15, 1)


def test_follow_goes_on_with_new_records(log, monkeypatch):
    def three_looks_then_ctrl_c(_seconds):
        if log.head().size == 18:
            raise KeyboardInterrupt
        with log.write(NOON) as writer:
            writer.append([event(f"new-{log.head().size}")])

    monkeypatch.setattr("time.sleep", three_looks_then_ctrl_c)
    shown = run("tail", "-n", "1", "--follow", "--type", "feed.*", code=130)
    assert positions(shown) == [12, 16, 17, 18]

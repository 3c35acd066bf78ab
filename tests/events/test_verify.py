"""What `verify` finds, each found in a log that someone else has been at."""

from datetime import timedelta

import msgspec
import pytest
from fakes.log_events import BODY, NOON, captured, claim, events, reading, text
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.canonical import encode
from events.event import Event
from events.feeds import FeedRecovered
from events.merkle import Frontier, leaf_hash
from events.verify import FINDINGS_KEPT, verify

FEEDS = 8  # records before the article and its reading
CAPTURED, READING, LAST = 9, 10, 12


@pytest.fixture
def log(sqlite_log):
    stored = text()
    capture = captured(stored)
    with sqlite_log.write(NOON) as writer:
        writer.put_text(stored)
        writer.append(events(FEEDS))
    with sqlite_log.write(NOON + timedelta(minutes=1)) as writer:
        writer.append([capture, reading(capture, stored, claim(), claim("Astana")), *events(2, start=FEEDS)])
    return sqlite_log


@pytest.fixture
def vandal(log, outsider):
    """Another client, past the triggers."""
    triggers = outsider.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'log'").fetchall()
    for (name,) in triggers:
        outsider.execute(f"DROP TRIGGER {name}")
    return outsider


def found(log):
    return [(finding.position, finding.problem) for finding in verify(log).findings]


def only(log, position, part):
    """There is one finding, there, and it says so."""
    ((where, problem),) = found(log)
    assert (where, part in problem) == (position, True), problem
    return True


def rewrite(vandal, position, **changes):
    """Change fields of an envelope, and the leaf hash with it."""
    ((canonical,),) = vandal.execute("SELECT data FROM log WHERE position = ?", (position,)).fetchall()
    envelope = {**msgspec.json.decode(canonical), **changes}
    store(vandal, position, encode(envelope))


def store(vandal, position, canonical):
    values = (canonical, leaf_hash(canonical), position)
    vandal.execute("UPDATE log SET data = ?, leaf = ? WHERE position = ?", values)


def mend_frontier(vandal):
    leaves = [leaf for (leaf,) in vandal.execute("SELECT leaf FROM log ORDER BY position")]
    frontier = Frontier().extended(leaves)
    vandal.execute("UPDATE frontier SET size = ?, nodes = ?", (frontier.size, frontier.to_bytes()))


def test_a_log_that_nobody_touched_has_no_findings(log):
    outcome = verify(log)
    assert (outcome.checked, outcome.found, outcome.findings) == (LAST, 0, ())
    assert outcome.root == log.head().root.hex()


def test_an_empty_log_has_no_findings(sqlite_log):
    assert verify(sqlite_log).found == 0


def test_progress_is_told_of_every_record(log):
    told = []
    verify(log, lambda done, last: told.append((done, last)))
    assert told == [(position, LAST) for position in range(1, LAST + 1)]


def test_a_changed_body_is_found(log, vandal):
    ((canonical,),) = vandal.execute("SELECT data FROM log WHERE position = 3").fetchall()
    forged = canonical.replace(b'"failures":3', b'"failures":9')
    assert forged != canonical
    vandal.execute("UPDATE log SET data = ? WHERE position = 3", (forged,))
    assert found(log) == [
        (3, "its leaf hash isn't that of its bytes"),
        (None, "the frontier isn't the one of these records"),
    ]


def test_a_changed_body_with_its_leaf_hash_is_found_by_the_frontier(log, vandal):
    rewrite(vandal, 3, causation_id=None, data={"feed": "f", "failures": 9})
    assert only(log, None, "frontier isn't the one")


def test_a_deleted_record_is_found_where_it_is_missing(log, vandal):
    vandal.execute("DELETE FROM log WHERE position = 4")
    assert found(log) == [
        (5, "it follows position 3: what stood between them is gone"),
        (None, f"the frontier counts {LAST} records, but the log holds {LAST - 1}"),
    ]


def test_a_deleted_record_with_positions_closed_up_is_found_where_it_stood(log, vandal):
    vandal.execute("DELETE FROM log WHERE position = 4")
    vandal.execute("UPDATE log SET position = position - 1 WHERE position > 4")
    mend_frontier(vandal)
    assert found(log)[0] == (4, "position 4 holds the envelope of position 5")


def test_a_deleted_end_is_found(log, vandal):
    vandal.execute("DELETE FROM log WHERE position = ?", (LAST,))
    assert only(log, None, f"counts {LAST} records, but the log holds {LAST - 1}")


def test_an_emptied_log_is_found(log, vandal):
    vandal.execute("DELETE FROM log")
    assert only(log, None, "the log holds 0")


def test_a_record_added_past_the_frontier_is_found(log, vandal):
    vandal.execute("INSERT INTO log SELECT 13, 'new', type, 1, subject, recorded_at, NULL, data, leaf FROM log LIMIT 1")
    assert (13, "position 13 holds the envelope of position 1") in found(log)
    assert found(log)[-1] == (None, f"the frontier counts {LAST} records, but the log holds {LAST + 1}")


def test_two_records_that_changed_places_are_found(log, vandal):
    vandal.executescript(
        "UPDATE log SET position = -2 WHERE position = 2;"
        "UPDATE log SET position = 2 WHERE position = 5;"
        "UPDATE log SET position = 5 WHERE position = -2;"
    )
    mend_frontier(vandal)
    assert found(log) == [
        (2, "position 2 holds the envelope of position 5"),
        (5, "position 5 holds the envelope of position 2"),
    ]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("id", "another"),
        ("type", "feed.added"),
        ("schema_version", 2),
        ("subject", "feed/g"),
        ("causation_id", "c"),
        ("recorded_at", "2024-01-19T12:00:00.000001Z"),
    ],
)
def test_a_changed_copy_is_found(log, vandal, column, value):
    vandal.execute(f"UPDATE log SET {column} = ? WHERE position = ?", (value, FEEDS))
    assert only(log, FEEDS, f"its column {column} differs")


@pytest.mark.parametrize("column", ["id", "type", "subject", "recorded_at", "causation_id", "schema_version"])
def test_a_copy_of_another_kind_is_found(log, vandal, column):
    vandal.execute(f"UPDATE log SET {column} = x'0102' WHERE position = 2")
    assert (2, f"its column {column} differs from its bytes") in found(log)


def test_bytes_kept_as_text_are_still_the_same_bytes(log, vandal):
    vandal.execute("UPDATE log SET data = CAST(data AS TEXT) WHERE position = 2")
    assert found(log) == []


@pytest.mark.parametrize("change", ["text = x'00'", "salt = 'abc'", "salt = 7"])
def test_a_text_of_another_kind_is_found(log, outsider, change):
    outsider.execute(f"UPDATE texts SET {change}")
    assert {where for where, _ in found(log)} == {CAPTURED, READING}


def test_a_changed_leaf_hash_is_found(log, vandal):
    vandal.execute("UPDATE log SET leaf = zeroblob(32) WHERE position = 2")
    assert only(log, 2, "leaf hash")


@pytest.mark.parametrize(
    "change", ["size = 11", "size = 13", "nodes = zeroblob(64)", "nodes = x''", "size = 0, nodes = x''"]
)
def test_a_rewritten_frontier_is_found(log, outsider, change):
    outsider.execute(f"UPDATE frontier SET {change}")
    assert only(log, None, "the frontier")


def test_bytes_that_are_not_canonical_are_found(log, vandal):
    ((canonical,),) = vandal.execute("SELECT data FROM log WHERE position = 2").fetchall()
    store(vandal, 2, canonical.replace(b'":', b'": ', 1))
    mend_frontier(vandal)
    assert only(log, 2, "canonical form")


@pytest.mark.parametrize("value", [b'"\xf4"', b"[" * 100_000 + b"]" * 100_000, b"1e400"])
def test_a_body_that_cannot_be_decoded_is_found(log, vandal, value):
    ((canonical,),) = vandal.execute("SELECT data FROM log WHERE position = 2").fetchall()
    store(vandal, 2, canonical.replace(b'"failures":3', b'"failures":' + value))
    mend_frontier(vandal)
    assert {where for where, _ in found(log)} == {2}


def test_a_key_given_twice_is_found(log, vandal):
    ((canonical,),) = vandal.execute("SELECT data FROM log WHERE position = 2").fetchall()
    store(vandal, 2, canonical.replace(b'"failures":3', b'"failures":1,"failures":3'))
    mend_frontier(vandal)
    assert only(log, 2, "canonical form")


@pytest.mark.parametrize("canonical", [b"", b"[]", b"{", b"\xff", b'{"caus\xf4":1}', b'{"position":2}', "text"])
def test_bytes_that_are_no_envelope_are_found(log, vandal, canonical):
    vandal.execute("UPDATE log SET data = ? WHERE position = 2", (canonical,))
    assert (2, "its leaf hash isn't that of its bytes") in found(log)
    assert any(where == 2 and "isn't an envelope" in problem for where, problem in found(log))


def test_a_time_that_falls_is_found(log, vandal):
    rewrite(vandal, LAST, recorded_at="2024-01-19T11:59:59.000000Z")
    vandal.execute("UPDATE log SET recorded_at = '2024-01-19T11:59:59.000000Z' WHERE position = ?", (LAST,))
    mend_frontier(vandal)
    assert only(log, LAST, "before the one it follows")


def test_a_time_that_is_none_is_found(log, vandal):
    rewrite(vandal, LAST, recorded_at="tomorrow")
    vandal.execute("UPDATE log SET recorded_at = 'tomorrow' WHERE position = ?", (LAST,))
    mend_frontier(vandal)
    assert only(log, LAST, "tomorrow")


@pytest.mark.parametrize(("field", "value"), [("type", "feed.exploded"), ("schema_version", 99)])
def test_a_type_or_version_that_this_release_does_not_know_is_found(log, vandal, field, value):
    rewrite(vandal, 2, **{field: value})
    vandal.execute(f"UPDATE log SET {field} = ? WHERE position = 2", (value,))
    mend_frontier(vandal)
    assert only(log, 2, "newer Roundlog")


def test_a_body_that_does_not_fit_its_type_is_found(log, vandal):
    rewrite(vandal, 2, data={"feed": "f", "failures": "three"})
    mend_frontier(vandal)
    assert only(log, 2, "isn't a valid feed.recovered")


def test_an_altered_text_is_found_with_the_quotes_it_breaks(log, outsider):
    outsider.execute("UPDATE texts SET text = ?", (BODY.replace("24–25", "25–26"),))
    (text_finding, quote_finding) = found(log)
    assert text_finding[0] == CAPTURED
    assert "isn't the one that was captured" in text_finding[1]
    assert quote_finding[0] == READING
    assert "isn't what the claim quoted" in quote_finding[1]


@pytest.mark.parametrize("change", [{"length": 1}, {"title_length": 999}, {"title_length": -1}])
def test_lengths_that_are_not_those_of_the_text_are_found(log, vandal, change):
    body = body_of(vandal, CAPTURED)
    rewrite(vandal, CAPTURED, data={**body, "text": {**body["text"], **change}})
    mend_frontier(vandal)
    assert only(log, CAPTURED, "hasn't the length")


@pytest.mark.parametrize("salt", [b"", b"fedcba9876543210"])
def test_an_altered_salt_is_found(log, outsider, salt):
    outsider.execute("UPDATE texts SET salt = ?", (salt,))
    assert {where for where, _ in found(log)} == {CAPTURED, READING}


def test_a_text_that_is_gone_is_said_to_be_erased_or_lost(log, outsider):
    outsider.execute("DELETE FROM texts")
    assert only(log, CAPTURED, "erased or lost")


def test_a_reading_whose_revision_is_gone_is_found(log, vandal):
    rewrite(vandal, READING, data={**body_of(vandal, READING), "revision": "another"})
    mend_frontier(vandal)
    assert "its revision another isn't in the log" in [problem for _, problem in found(log)]


def test_a_claim_with_the_id_of_another_is_found(log, vandal):
    body = body_of(vandal, READING)
    body["claims"][1]["id"] = body["claims"][0]["id"]
    rewrite(vandal, READING, data=body)
    mend_frontier(vandal)
    assert only(log, READING, "its claim 2 has the id")


def test_a_claim_that_points_elsewhere_in_the_text_is_found(log, vandal):
    body = body_of(vandal, READING)
    body["claims"][0]["evidence"][0]["start"] += 1
    rewrite(vandal, READING, data=body)
    mend_frontier(vandal)
    assert only(log, READING, "a quote of claim")


def body_of(vandal, position):
    ((canonical,),) = vandal.execute("SELECT data FROM log WHERE position = ?", (position,)).fetchall()
    return msgspec.json.decode(canonical)["data"]


def test_of_many_findings_the_first_are_kept_and_all_are_counted(sqlite_log, outsider):
    with sqlite_log.write(NOON) as writer:
        writer.append(events(FINDINGS_KEPT + 50))
    outsider.execute("DROP TRIGGER log_keeps_values")
    outsider.execute("UPDATE log SET leaf = zeroblob(32)")
    outcome = verify(sqlite_log)
    assert outcome.found == FINDINGS_KEPT + 50
    assert [finding.position for finding in outcome.findings] == list(range(1, FINDINGS_KEPT + 1))


def test_records_appended_while_verifying_are_left_for_the_next_time(log):
    def append_more(done, _last):
        with log.write(NOON) as writer:
            writer.append([Event(id=f"more-{done}", subject="s", data=FeedRecovered(feed="f", failures=1))])

    outcome = verify(log, append_more)
    assert (outcome.checked, outcome.found) == (LAST, 0)
    assert log.head().size == 2 * LAST


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_one_flipped_bit_anywhere_in_a_record_changes_the_root_and_is_found(log, vandal, data):
    position = data.draw(st.integers(1, LAST))
    ((original,),) = vandal.execute("SELECT data FROM log WHERE position = ?", (position,)).fetchall()
    at, bit = data.draw(st.integers(0, len(original) - 1)), data.draw(st.integers(0, 7))
    flipped = bytearray(original)
    flipped[at] ^= 1 << bit
    before = verify(log).root
    store(vandal, position, bytes(flipped))
    outcome = verify(log)
    store(vandal, position, original)
    assert outcome.found
    assert outcome.root != before

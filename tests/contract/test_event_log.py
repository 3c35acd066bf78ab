"""What every store of the log promises (`events.log`)."""

import hashlib
import threading
from datetime import datetime, timedelta

import msgspec
import pytest
from fakes.log_events import NOON, added, event, events, text
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.canonical import encode
from events.catalogue import decode
from events.errors import MalformedEvent, WrongExpectedVersion
from events.event import Event
from events.feeds import FeedRecovered
from events.log import Head
from events.merkle import EMPTY_ROOT, Frontier, leaf_hash
from events.times import stamp

MANY = 1_203  # records: more than stores fetch at a time


def append(log, *wanted, at=NOON, **options):
    with log.write(at) as writer:
        return writer.append(wanted, **options)


def root_of(records):
    return Frontier().extended(leaf_hash(record.canonical) for record in records).root()


# Appending


def test_positions_are_gapless_from_1(log):
    first = append(log, *events(3))
    second = append(log, *events(2, start=3))
    assert [record.position for record in (*first, *second)] == [1, 2, 3, 4, 5]


def test_a_record_is_the_event_with_its_position_and_time(log):
    wanted = Event(id="i", subject="feed/f", causation_id="c", data=FeedRecovered(feed="é", failures=2))
    (record,) = append(log, wanted)
    assert (record.position, record.id, record.type, record.schema_version) == (1, "i", "feed.recovered", 1)
    assert (record.subject, record.causation_id, record.recorded_at) == ("feed/f", "c", stamp(NOON))
    assert decode(record) == wanted.data


def test_the_canonical_bytes_hold_the_whole_record(log):
    (record,) = append(log, event())
    whole = {name: getattr(record, name) for name in record.__struct_fields__ if name not in ("canonical", "data")}
    assert record.canonical == encode({**whole, "data": msgspec.Raw(record.data)})


def test_what_append_returns_is_what_is_read(log):
    records = append(log, event(), added())
    assert tuple(log.read()) == records


def test_an_id_that_is_there_appends_nothing_and_answers_with_what_is_there(log):
    (first,) = append(log, event(1, failures=3))
    (again,) = append(log, event(1, failures=4), at=NOON + timedelta(hours=1))
    assert again == first
    assert log.head().size == 1


def test_an_id_twice_in_one_append_is_taken_once(log):
    records = append(log, event(1), event(2), event(1))
    assert [record.position for record in records] == [1, 2, 1]
    assert log.head().size == 2


def test_an_id_twice_in_one_transaction_is_taken_once(log):
    with log.write(NOON) as writer:
        first = writer.append([event(1)])
        assert writer.append([event(1), event(2)])[0] == first[0]
    assert log.head().size == 2


def test_records_come_back_in_the_order_asked_for(log):
    append(log, event(1), event(2))
    records = append(log, event(3), event(2), event(1), event(4))
    assert [record.position for record in records] == [3, 2, 1, 4]


def test_appending_nothing_changes_nothing(log):
    assert append(log) == ()
    assert log.head().size == 0


@pytest.mark.parametrize("count", [0, 2])
def test_the_expected_version_is_the_number_of_events_of_the_subject(log, count):
    append(log, *events(count, subject="feed/a"))
    append(log, *events(5, subject="feed/b", start=10))
    (record,) = append(log, event("new", subject="feed/a"), expected_version=count)
    assert record.position == count + 6


def test_what_the_same_transaction_appended_counts_for_the_version(log):
    with log.write(NOON) as writer:
        writer.append(events(2, subject="feed/a"), expected_version=0)
        writer.append([event("third", subject="feed/a")], expected_version=2)
    assert len(log.read_subject("feed/a")) == 3


@pytest.mark.parametrize("expected", [0, 1, 3])
def test_another_version_than_expected_appends_nothing(log, expected):
    append(log, *events(2, subject="feed/a"))
    with pytest.raises(WrongExpectedVersion) as caught:
        append(log, event("new", subject="feed/a"), expected_version=expected)
    assert (caught.value.subject, caught.value.expected, caught.value.actual) == ("feed/a", expected, 2)
    assert log.head().size == 2


def test_a_retry_of_what_is_there_passes_whatever_version_it_expects(log):
    first = append(log, *events(2, subject="feed/a"), expected_version=0)
    assert append(log, *events(2, subject="feed/a"), expected_version=0) == first


def test_an_expected_version_of_two_subjects_is_refused(log):
    with pytest.raises(ValueError, match="one subject"):
        append(log, event(1, subject="feed/a"), event(2, subject="feed/b"), expected_version=0)


def test_an_event_that_does_not_fit_its_type_is_refused(log):
    unfit = Event(id="i", subject="feed/f", data=FeedRecovered(feed="f", failures="three"))
    with pytest.raises(MalformedEvent):
        append(log, event(), unfit)
    assert log.head().size == 0


def test_a_writer_goes_on_after_a_refusal(log):
    with log.write(NOON) as writer:
        with pytest.raises(WrongExpectedVersion):
            writer.append([event(1)], expected_version=7)
        writer.append([event(2)])
    assert [record.id for record in log.read()] == [event(2).id]
    assert log.head().root == root_of(log.read())


def test_a_block_that_raises_leaves_nothing(log):
    append(log, event(1))
    before = log.head()
    with pytest.raises(KeyError), log.write(NOON) as writer:
        raise KeyError(writer.append([event(2)]), writer.put_text(text()))
    assert log.head() == before
    assert log.text(text().digest) is None
    assert [record.position for record in append(log, event(3))] == [2]


def test_recorded_at_never_falls_though_the_clock_does(log):
    append(log, event(1), at=NOON)
    (late,) = append(log, event(2), at=NOON - timedelta(days=3))
    (later,) = append(log, event(3), at=NOON + timedelta(microseconds=1))
    assert (late.recorded_at, later.recorded_at) == (stamp(NOON), "2024-01-19T12:00:00.000001Z")


def test_a_moment_without_zone_is_refused(log):
    with pytest.raises(ValueError, match="zone"), log.write(datetime(2024, 1, 19)):  # noqa: DTZ001
        pass


def test_threads_that_append_at_once_leave_no_gap_and_nothing_twice(log):
    def work(number):
        for start in range(0, 40, 4):
            append(log, *events(4, subject=f"feed/{number}", start=100 * number + start), event("shared"))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    records = list(log.read())
    assert [record.position for record in records] == list(range(1, 162))
    assert len({record.id for record in records}) == 161
    assert log.head().root == root_of(records)


# The head


def test_an_empty_log_has_the_root_of_the_empty_tree(log):
    assert log.head() == Head(size=0, root=hashlib.sha256().digest(), recorded_at=None)
    assert hashlib.sha256().digest() == EMPTY_ROOT


def test_the_head_is_size_root_and_time_of_the_last_record(log):
    append(log, *events(5))
    append(log, *events(2, start=5), at=NOON + timedelta(hours=1))
    assert log.head() == Head(size=7, root=root_of(log.read()), recorded_at="2024-01-19T13:00:00.000000Z")


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(sizes=st.lists(st.integers(0, 9), max_size=6))
def test_the_root_does_not_depend_on_how_events_are_batched(log, sizes):
    start = log.head().size
    for size in sizes:
        append(log, *events(size, start=log.head().size))
    assert log.head().size == start + sum(sizes)
    assert log.head().root == root_of(log.read())


# Reading


def test_read_begins_after_and_ends_with_the_positions_asked_for(log):
    append(log, *events(6))
    assert [record.position for record in log.read(2)] == [3, 4, 5, 6]
    assert [record.position for record in log.read(2, upto=4)] == [3, 4]
    assert list(log.read(6)) == list(log.read(3, upto=3)) == list(log.read(upto=0)) == []
    assert [record.position for record in log.read(5, upto=99)] == [6]


def test_read_gives_only_the_types_asked_for_in_order_of_position(log):
    append(log, event(1), added(1), event(2), added(2), event(3))
    assert [record.position for record in log.read(types=["feed.added"])] == [2, 4]
    assert [record.position for record in log.read(1, upto=4, types=["feed.recovered", "feed.added"])] == [2, 3, 4]
    assert list(log.read(types=["rules.adopted"])) == list(log.read(types=[])) == []


def test_a_type_named_twice_is_read_once(log):
    append(log, event(1))
    assert len(list(log.read(types=["feed.recovered", "feed.recovered"]))) == 1


def test_many_records_are_all_read(log):
    append(log, *(added(key) if key % 3 else event(key) for key in range(MANY)))
    assert [record.position for record in log.read()] == list(range(1, MANY + 1))
    both = log.read(types=["feed.recovered", "feed.added"])
    assert [record.position for record in both] == list(range(1, MANY + 1))
    assert sum(1 for _ in log.read(types=["feed.recovered"])) == len(range(0, MANY, 3))


def test_reading_ends_at_the_head_it_began_with_however_much_is_appended_meanwhile(log):
    append(log, *events(MANY))
    seen = 0
    for seen, _record in enumerate(log.read(), 1):
        if seen % 300 == 1:
            append(log, *events(10, start=MANY + seen * 10))
    assert seen == MANY
    assert log.head().size > MANY


def test_a_reader_left_half_way_blocks_nobody(log):
    append(log, *events(MANY))
    reader = log.read()
    next(reader)
    append(log, event("another"))
    assert log.head().size == MANY + 1
    assert sum(1 for _ in reader) == MANY - 1


def test_find_gives_the_record_of_an_id(log):
    _, record = append(log, event(1), event(2))
    assert log.find(event(2).id) == record
    assert log.find(event(3).id) is None


def test_known_are_the_ids_that_are_there(log):
    append(log, *events(3))
    asked = [each.id for each in events(MANY, start=1)]
    assert log.known(asked) == {each.id for each in events(2, start=1)}
    assert log.known([]) == set()


def test_read_subject_gives_all_its_records_in_order(log):
    append(log, event(1, subject="feed/a"), event(2, subject="feed/b"), event(3, subject="feed/a"))
    assert [record.position for record in log.read_subject("feed/a")] == [1, 3]
    assert log.read_subject("feed/c") == ()


def test_position_at_is_the_last_recorded_by_that_moment(log):
    hours = (0, 0, 1, 1, 1, 5)
    for key, hour in enumerate(hours):
        append(log, event(key), at=NOON + timedelta(hours=hour))
    ask = [log.position_at(NOON + timedelta(hours=hour)) for hour in (-1, 0, 0.5, 1, 4.99, 5, 99)]
    assert ask == [0, 2, 2, 5, 5, 6, 6]


def test_position_at_of_an_empty_log_is_0(log):
    assert log.position_at(NOON) == 0


def test_stored_records_are_the_records_and_their_leaf_hashes(log):
    records = append(log, *events(MANY))
    for record, stored in zip(records, log.stored_records(MANY), strict=True):
        assert stored.canonical == record.canonical
        assert stored.leaf == leaf_hash(record.canonical)
        assert stored[:7] == tuple(getattr(record, name) for name in stored._fields[:7])
    assert len(list(log.stored_records(5))) == 5
    assert log.stored_head()[:2] == (MANY, MANY)


# Texts


def test_a_text_comes_back_as_it_was_put(log):
    put = text("Line one\r\n\n\ttwo \u200f\u0000 \U0001f600 é")
    with log.write(NOON) as writer:
        writer.put_text(put)
    assert log.text(put.digest) == put
    assert log.text("0" * 64) is None


def test_a_text_that_is_there_stays_as_it_is(log):
    put = text()
    with log.write(NOON) as writer:
        writer.put_text(put)
        writer.put_text(msgspec.structs.replace(put, text="another"))
    assert log.text(put.digest) == put


def test_text_and_events_commit_together(log):
    with log.write(NOON) as writer:
        writer.put_text(text())
        writer.append([event()])
        assert log.text(text().digest) is None
        assert log.head().size == 0
    assert log.text(text().digest) == text()
    assert log.head().size == 1

"""What the outbox takes in."""

import msgspec
import pytest
from fakes.changes import change, event

from events.catalogue import CHANGES
from events.rounds import DatesChanged, ProcessStatusChanged, RoundMerged, VenueChanged
from service.delivery.event_types import ALERTS, parse_types, wants
from service.delivery.outbox import enqueue, message_id
from service.errors import UsageError

URL = "https://hooks.example.org/t0ken"


def enqueued(world):
    return [(row["type"], row["endpoint"]) for row in world.rows("SELECT type, endpoint FROM messages")]


def test_each_change_makes_one_message_for_each_endpoint(world):
    endpoints = [world.endpoints.add(URL).id for _ in range(2)]
    records = world.append(change(), change(VenueChanged))
    assert sorted(enqueued(world)) == sorted((r.type, endpoint) for r in records for endpoint in endpoints)


def test_to_enqueue_again_adds_nothing_even_after_delivery(world):
    endpoint = world.endpoints.add(URL).id
    records = world.append(change())
    with world.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE messages SET state = 'delivered'")
        enqueue(connection, records)
    assert world.rows("SELECT id, state FROM messages") == [
        {"id": message_id(records[0].id, endpoint), "state": "delivered"}
    ]


def test_what_is_not_to_be_notified_makes_no_message(world):
    world.endpoints.add(URL)
    world.append(change(notify=False), change(RoundMerged, notify=False, into="astana-21"))
    assert enqueued(world) == []


def test_an_endpoint_gets_nothing_of_before_it_was_added(world):
    records = world.append(change())
    world.wait(seconds=1)
    world.endpoints.add(URL)
    with world.engine.begin() as connection:
        enqueue(connection, records)
    assert enqueued(world) == []


def test_an_endpoint_added_while_the_clock_is_behind_the_log_gets_the_next_change(world):
    world.append(change())
    world.wait(days=-1)
    world.endpoints.add(URL)
    world.append(change())
    assert len(enqueued(world)) == 1


def test_a_removed_endpoint_gets_nothing(world):
    endpoint = world.endpoints.add(URL).id
    world.endpoints.remove(endpoint)
    world.append(change())
    assert enqueued(world) == []


def test_an_endpoint_gets_the_types_it_asked_for(world):
    dates, rounds, all_of_them = (
        world.endpoints.add(URL, types).id for types in (("round.dates_changed",), ("round.*",), ())
    )
    world.append(change(), change(VenueChanged), change(ProcessStatusChanged))
    got = {endpoint: {kind for kind, to in enqueued(world) if to == endpoint} for _, endpoint in enqueued(world)}
    assert got == {
        dates: {DatesChanged.TYPE},
        rounds: {DatesChanged.TYPE, VenueChanged.TYPE},
        all_of_them: {DatesChanged.TYPE, VenueChanged.TYPE, ProcessStatusChanged.TYPE},
    }


@pytest.mark.parametrize(
    ("types", "event_type", "wanted"),
    [
        ((), "round.merged", True),
        (("round.*",), "round.merged", True),
        (("round.*",), "rounds.merged", False),
        (("round.*",), "process.status_changed", False),
        (("round.merge",), "round.merged", False),
        (("process.*", "round.merged"), "round.merged", True),
    ],
)
def test_types_match_whole_or_by_prefix(types, event_type, wanted):
    assert wants(types, event_type) is wanted


@pytest.mark.parametrize("text", ["round.cancelled", "rounds.*", "*", "round", "message.delivered"])
def test_a_type_that_never_goes_out_is_refused(text):
    with pytest.raises(UsageError, match=r"choose from round\.\*"):
        parse_types(f"round.merged, {text}")


def test_types_are_read_without_blanks_and_repeats():
    assert parse_types(" round.merged,process.* ,,round.merged") == ("process.*", "round.merged")
    assert parse_types("") == ()


def test_all_changes_and_moves_of_rounds_and_process_go_out():
    assert {kind.TYPE for kind in CHANGES} < set(ALERTS)
    assert {"round.merged", "round.split", "process.status_changed"} < set(ALERTS)


def test_a_message_holds_the_bytes_to_send_and_a_quote_where_one_is_found(world):
    world.endpoints.add(URL)
    with world.log.write(world.clock()) as writer:
        records = writer.append([event(change())])
        enqueue(writer.connection, records, lambda claim: f"the sentence of {claim}")
    (row,) = world.rows("SELECT body, position, subject FROM messages")
    body = msgspec.json.decode(row["body"])
    assert body["data"]["cell"]["support"][0]["quote"] == "the sentence of revision-1/1"
    assert (row["position"], row["subject"]) == (records[0].position, "round/astana-21")


def test_a_change_and_its_message_are_committed_together_or_not_at_all(world):
    world.endpoints.add(URL)

    def fail():
        with world.log.write(world.clock()) as writer:
            enqueue(writer.connection, writer.append([event(change())]))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert enqueued(world) == []
    assert [record.type for record in world.log.read()] == ["endpoint.added"]

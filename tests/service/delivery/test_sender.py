"""Messages on their way: real door, real receiver, real database; only the clock is moved by hand."""

import asyncio
import logging

import msgspec
import pytest
from fakes.changes import change
from fakes.receiver import Answer, Receiver

from events.endpoints import EndpointDisabled, MessageAbandoned, MessageDelivered
from events.rounds import StatusChanged, VenueChanged
from service.delivery.leasing import LEASE
from service.delivery.outbox import message_id
from service.delivery.sender import Sender
from service.delivery.signing import signed_headers

SECRETS = ("s3cret-t0ken", "h1dden", "whsec_")


async def test_each_change_reaches_each_endpoint_once_and_verifies(world, open_receiver, sender):
    receivers = [open_receiver(), open_receiver()]
    endpoints = [world.subscribe(receiver) for receiver in receivers]
    records = [*world.append_rounds(1, 2, 3), *world.append(change(VenueChanged))]
    await sender.send_due()
    await sender.send_due()
    for receiver, endpoint in zip(receivers, endpoints, strict=True):
        assert sorted(receiver.ids) == sorted(message_id(record.id, endpoint.id) for record in records)
        assert receiver.refused == 0
    assert set(world.states()) == {"delivered"}


async def test_the_body_that_arrives_is_the_one_enqueued(world, open_receiver, sender):
    receiver = open_receiver()
    world.subscribe(receiver)
    (record,) = world.append(change())
    await sender.send_due()
    (message,) = receiver.received
    assert [{"body": message.raw}] == world.rows("SELECT body FROM messages")
    assert (message.body["type"], message.body["data"]["id"]) == ("round.dates_changed", record.id)
    assert message.headers["content-type"] == "application/json"


async def test_the_log_is_told_of_a_delivery_and_what_it_tells_of(world, open_receiver, sender):
    receiver = open_receiver(500)
    endpoint = world.subscribe(receiver)
    (record,) = world.append(change())
    await sender.send_due()
    world.wait(seconds=5)
    await sender.send_due()
    delivered = world.log.read_subject(f"message/{message_id(record.id, endpoint.id)}")
    assert [entry.causation_id for entry in delivered] == [record.id]
    assert world.told()[1:] == [
        MessageDelivered(message=message_id(record.id, endpoint.id), endpoint=endpoint.id, attempt=2)
    ]


async def test_a_failed_attempt_is_made_again_later_with_the_same_id_and_a_new_timestamp(world, open_receiver, sender):
    receiver = open_receiver(500, 503, 204)
    world.subscribe(receiver)
    world.append(change())
    await sender.send_due()
    await sender.send_due()  # not due yet
    assert len(receiver.received) == 1
    world.wait(seconds=5)
    await sender.send_due()
    world.wait(minutes=5)
    await sender.send_due()
    assert len(set(receiver.ids)) == 1
    stamps = [message.timestamp for message in receiver.received]
    assert [stamp - stamps[0] for stamp in stamps] == [0, 5, 305]
    assert receiver.refused == 0


async def test_each_attempt_is_kept_with_what_came_of_it(world, open_receiver, sender):
    receiver = open_receiver(Answer(500, body=b"x" * 5000), 204)
    world.subscribe(receiver)
    world.append(change())
    await sender.send_due()
    world.wait(seconds=5)
    await sender.send_due()
    first, second = world.rows("SELECT number, status, error, answer FROM attempts ORDER BY number")
    assert first == {"number": 1, "status": 500, "error": None, "answer": b"x" * 1024}
    assert second == {"number": 2, "status": 204, "error": None, "answer": b""}


async def test_a_message_is_abandoned_after_ten_attempts(world, open_receiver, sender):
    receiver = open_receiver(*[500] * 20)
    endpoint = world.subscribe(receiver)
    world.append(change())
    for _ in range(12):
        await sender.send_due()
        world.wait(hours=25)
    assert len(receiver.received) == 10
    assert world.states() == ["abandoned"]
    (abandoned,) = [entry for entry in world.told() if isinstance(entry, MessageAbandoned)]
    assert (abandoned.endpoint, abandoned.attempts) == (endpoint.id, 10)
    assert abandoned.reason == "HTTP 500 at attempt 10, the last"


async def test_a_redirect_is_a_failure_and_is_not_followed(world, open_receiver, sender):
    elsewhere = open_receiver()
    receiver = open_receiver(Answer(302, {"location": elsewhere.url}))
    world.subscribe(receiver)
    world.append(change())
    await sender.send_due()
    assert (elsewhere.received, elsewhere.refused) == ([], 0)
    assert world.rows("SELECT state, attempts FROM messages") == [{"state": "pending", "attempts": 1}]


async def test_retry_after_puts_a_message_off(world, open_receiver, sender):
    receiver = open_receiver(Answer(429, {"retry-after": "3600"}))
    world.subscribe(receiver)
    world.append(change())
    await sender.send_due()
    world.wait(seconds=3599)
    await sender.send_due()
    assert len(receiver.received) == 1
    world.wait(seconds=1)
    await sender.send_due()
    assert len(receiver.received) == 2


async def test_gone_disables_the_endpoint_and_abandons_what_waits_for_it(world, open_receiver, sender):
    receiver = open_receiver(410)
    endpoint = world.subscribe(receiver)
    world.append(change(), change(VenueChanged), change(StatusChanged))
    await sender.send_due()
    await sender.send_due()
    assert len(receiver.received) == 1
    assert world.states() == ["abandoned"] * 3
    told = world.told()[1:]
    assert told[0] == EndpointDisabled(endpoint=endpoint.id, reason="the receiver answered 410 Gone")
    assert [entry.attempts for entry in told[1:]] == [1, 0, 0]


async def test_a_disabled_endpoint_gets_nothing_more(world, open_receiver, sender):
    receiver = open_receiver(410)
    world.subscribe(receiver)
    world.append(change())
    await sender.send_due()
    world.append(change(VenueChanged))
    await sender.send_due()
    assert len(receiver.received) == 1
    assert len(world.states()) == 1


async def test_what_waits_for_a_removed_endpoint_is_abandoned(world, open_receiver, sender):
    receiver = open_receiver()
    endpoint = world.subscribe(receiver)
    world.append_rounds(1, 2)
    world.endpoints.remove(endpoint.id)
    await sender.send_due()
    assert receiver.received == []
    reasons = [entry.reason for entry in world.told() if isinstance(entry, MessageAbandoned)]
    assert reasons == ["the endpoint was removed"] * 2


async def test_changes_of_one_round_arrive_in_order(world, open_receiver, sender):
    receiver = open_receiver()
    world.subscribe(receiver)
    records = [record for _ in range(4) for record in world.append_rounds(20, 21)]
    await sender.send_due()
    for number in (20, 21):
        expected = [record.position for record in records if record.subject == f"round/astana-{number}"]
        got = [
            message.body["data"]["position"]
            for message in receiver.received
            if message.body["data"]["number"] == number
        ]
        assert got == expected


async def test_a_failing_change_holds_up_later_ones_of_its_round_for_five_minutes_and_no_other_round(
    world, open_receiver, sender
):
    receiver = open_receiver(500, *[500] * 2)
    world.subscribe(receiver)
    world.append_rounds(21)
    await sender.send_due()  # fails
    world.append_rounds(21, 20)
    receiver.script.clear()
    await sender.send_due()
    numbers = [message.body["data"]["number"] for message in receiver.received]
    assert numbers == [21, 20]
    receiver.script.extend([500])
    world.wait(seconds=5)
    await sender.send_due()  # the first of round 21 fails again, the second still waits for it
    assert len(receiver.received) == 3
    world.wait(minutes=4, seconds=56)
    await sender.send_due()
    assert len(set(receiver.ids)) == 3
    assert world.states() == ["pending", "delivered", "delivered"]


async def test_a_slow_endpoint_does_not_delay_another(world, open_receiver, sender):
    slow, quick = open_receiver(), open_receiver()
    slow.gate.clear()
    world.subscribe(slow)
    world.subscribe(quick)
    world.append_rounds(1)
    await sender.start_due()
    await asyncio.to_thread(slow.arrived.wait, 10)
    world.append_rounds(2, 3)
    await sender.start_due()
    for _ in range(500):
        if len(quick.received) == 3:
            break
        await asyncio.sleep(0.01)
    assert (len(quick.received), len(slow.received)) == (3, 1)
    slow.gate.set()


async def test_two_senders_at_once_send_each_message_once(world, open_receiver, sender, door):
    receiver = open_receiver()
    world.subscribe(receiver)
    records = world.append_rounds(*range(1, 31))
    others = [Sender(world.log, door, world.clock) for _ in range(3)]
    await asyncio.gather(*(each.send_due() for each in (sender, *others)))
    for other in others:
        await other.close()
    await sender.send_due()
    assert sorted(receiver.ids) == sorted(set(receiver.ids))
    assert len(receiver.received) == len(records)
    assert set(world.states()) == {"delivered"}


async def test_a_sender_that_closes_gives_back_what_it_has_not_sent(world, open_receiver, sender, door):
    receiver = open_receiver()
    receiver.gate.clear()
    world.subscribe(receiver)
    world.append(change())
    closing = Sender(world.log, door, world.clock)
    await closing.start_due()
    await asyncio.to_thread(receiver.arrived.wait, 10)
    await closing.close()
    receiver.gate.set()
    await sender.send_due()
    assert len(receiver.received) == 2
    assert len(set(receiver.ids)) == 1
    assert world.states() == ["delivered"]


async def test_the_result_of_an_attempt_whose_lease_ran_out_is_left_to_the_sender_who_has_the_message_now(
    world, open_receiver, sender, door
):
    receiver = open_receiver()
    receiver.gate.clear()
    world.subscribe(receiver)
    world.append(change())
    sleepy = Sender(world.log, door, world.clock)
    await sleepy.start_due()
    await asyncio.to_thread(receiver.arrived.wait, 10)
    world.wait(seconds=LEASE.total_seconds())
    receiver.arrived.clear()
    await sender.start_due()
    await asyncio.to_thread(receiver.arrived.wait, 10)
    receiver.gate.set()
    await sleepy.send_due()
    await sender.send_due()
    await sleepy.close()
    assert len(set(receiver.ids)) == 1
    assert [entry.TYPE for entry in world.told()].count("message.delivered") == 1
    assert world.rows("SELECT state, attempts FROM messages") == [{"state": "delivered", "attempts": 1}]


async def test_a_clock_set_back_holds_nothing_up(world, open_receiver, sender):
    receiver = open_receiver(500)
    world.subscribe(receiver)
    world.append(change())
    world.wait(days=3650)
    await sender.send_due()
    world.wait(days=-3650)
    await sender.send_due()
    assert len(receiver.received) == 2
    assert world.states() == ["delivered"]


async def test_no_answer_is_a_failure_in_plain_words(world, sender):
    with Receiver() as gone:
        pass
    world.subscribe(gone)
    world.append(change())
    await sender.send_due()
    (attempt,) = world.rows("SELECT status, error FROM attempts")
    assert attempt["status"] is None
    assert "connection" in attempt["error"]
    assert world.states() == ["pending"]


async def test_address_and_secret_show_nowhere(world, open_receiver, sender, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    receiver = open_receiver(500, 410)
    endpoint = world.subscribe(receiver)
    world.append(change(), change(VenueChanged))
    await sender.send_due()
    world.wait(seconds=5)
    await sender.send_due()
    seen = [caplog.text, *capfd.readouterr(), repr(endpoint), *(str(state) for state in world.endpoints.listing())]
    seen += [record.canonical.decode() for record in world.log.read()]
    seen += [str(row) for row in world.rows("SELECT * FROM messages")]
    seen += [str(row) for row in world.rows("SELECT * FROM attempts")]
    assert "127.0.0.1" in caplog.text
    assert [secret for secret in SECRETS for text in seen if secret in text] == []


async def test_a_message_signed_for_another_endpoint_is_refused(world, open_receiver, sender):
    receiver = open_receiver()
    world.endpoints.add(receiver.url)
    receiver.secret = world.endpoints.add("https://other.example.org").secret
    with world.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM endpoints WHERE host = 'other.example.org'")
    world.append(change())
    await sender.send_due()
    assert (receiver.received, receiver.refused) == ([], 1)


@pytest.mark.parametrize(
    "change_of", [{}, {"webhook-id": "msg_2"}, {"webhook-timestamp": "+1"}, {"webhook-signature": "v1,AAAA"}]
)
async def test_what_was_altered_on_the_way_is_refused(world, open_receiver, door, change_of):
    receiver = open_receiver()
    target = world.subscribe(receiver)
    headers = dict(signed_headers("msg_1", b"{}", target.secret, world.clock()))
    if change_of.get("webhook-timestamp"):
        change_of = {"webhook-timestamp": str(int(headers["webhook-timestamp"]) + 1)}
    body = b"{}" if change_of else b"{ }"
    assert (await door.post(target.url, b"{}", headers)).status == 204
    assert (await door.post(target.url, body, {**headers, **change_of})).status == 401


async def test_messages_are_in_the_canonical_form_of_events(world, open_receiver, sender):
    receiver = open_receiver()
    world.subscribe(receiver)
    world.append(change())
    await sender.send_due()
    (message,) = receiver.received
    assert message.raw == msgspec.json.encode(message.body, order="sorted")


async def test_a_failing_database_is_told_and_loses_nothing(world, open_receiver, sender):
    receiver = open_receiver()
    world.subscribe(receiver)
    world.append(change())
    with world.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE attempts RENAME TO elsewhere")
    with pytest.raises(Exception, match="attempts"):
        await sender.send_due()
    with world.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO attempts")
    world.wait(seconds=LEASE.total_seconds())
    await sender.send_due()
    assert len(set(receiver.ids)) == 1
    assert world.states() == ["delivered"]


async def test_a_refused_message_is_tried_four_times_in_all(world, open_receiver, sender):
    receiver = open_receiver(*[404] * 9)
    world.subscribe(receiver)
    world.append(change())
    for _ in range(9):
        await sender.send_due()
        world.wait(hours=6)
    assert len(receiver.received) == 4
    assert world.states() == ["abandoned"]
    assert world.told()[-1].reason == "HTTP 404 at attempt 4, the last"

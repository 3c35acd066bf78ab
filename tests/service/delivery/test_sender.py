"""Messages on their way: real door, real receiver, real database; only the clock is moved by hand."""

import logging

import msgspec
import pytest
from fakes.changes import change
from fakes.receiver import Answer, Receiver

from events.endpoints import EndpointDisabled, MessageAbandoned, MessageDelivered
from events.rounds import StatusChanged, VenueChanged
from service.delivery.outbox import message_id
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

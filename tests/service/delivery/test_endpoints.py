"""Endpoints: who is told, and what is kept and shown of them."""

import base64

import pytest
from fakes.changes import change
from fakes.receiver import Answer

from events.endpoints import EndpointAdded, EndpointRemoved
from events.rounds import VenueChanged
from service.delivery.endpoints import EndpointUnknown
from service.delivery.ping import ping
from service.fetching.errors import TargetRefused

URL = "https://hooks.example.org/t0ken?key=h1dden"


def test_an_endpoint_is_an_event_with_its_host_and_without_address_and_secret(world):
    target = world.endpoints.add(URL, ("round.*",))
    assert world.told() == [EndpointAdded(endpoint=target.id, host="hooks.example.org", types=("round.*",))]


def test_each_endpoint_has_a_secret_of_its_own_of_32_bytes(world):
    secrets = {world.endpoints.add(URL).secret for _ in range(3)}
    assert len(secrets) == 3
    assert {len(base64.b64decode(secret.removeprefix("whsec_"))) for secret in secrets} == {32}


def test_what_is_no_address_is_refused_and_adds_nothing(world):
    with pytest.raises(TargetRefused):
        world.endpoints.add("ftp://hooks.example.org")
    assert (world.endpoints.listing(), world.told()) == ([], [])


def test_a_removed_endpoint_leaves_neither_address_nor_secret(world):
    target = world.endpoints.add(URL)
    world.endpoints.remove(target.id)
    assert world.rows("SELECT url, secret FROM endpoints") == [{"url": "", "secret": ""}]
    assert world.told()[-1] == EndpointRemoved(endpoint=target.id)
    assert world.endpoints.listing() == []


def test_an_unknown_or_removed_endpoint_is_named_with_what_to_do(world):
    target = world.endpoints.add(URL)
    world.endpoints.remove(target.id)
    for endpoint in (target.id, "nonsense"):
        for call in (world.endpoints.remove, world.endpoints.target):
            with pytest.raises(EndpointUnknown, match="roundlog endpoints list"):
                call(endpoint)
    assert [entry.TYPE for entry in world.told()] == ["endpoint.added", "endpoint.removed"]


async def test_the_list_says_how_messages_fare(world, open_receiver, sender):
    receiver = open_receiver(204, 500)
    target = world.subscribe(receiver)
    world.append_rounds(1)
    await sender.send_due()
    success = world.rows("SELECT started_at FROM attempts")[0]["started_at"]
    world.wait(seconds=1)
    world.append_rounds(2)
    await sender.send_due()
    (state,) = world.endpoints.listing()
    assert (state.id, state.host, state.types) == (target.id, "127.0.0.1", ())
    assert (state.pending, state.delivered, state.abandoned) == (1, 1, 0)
    assert state.last_success == success
    assert state.last_failure[0] > success
    assert state.last_failure[1] == "HTTP 500"


async def test_the_list_says_why_an_endpoint_is_disabled(world, open_receiver, sender):
    world.subscribe(open_receiver(410))
    world.append(change(), change(VenueChanged))
    await sender.send_due()
    await sender.send_due()
    (state,) = world.endpoints.listing()
    assert (state.abandoned, state.disabled_reason) == (2, "the receiver answered 410 Gone")


async def test_a_ping_is_signed_sent_once_and_leaves_nothing_behind(world, open_receiver, door):
    receiver = open_receiver(Answer(503, {"retry-after": "1"}, b"later"))
    target = world.subscribe(receiver)
    result = await ping(target, door, world.clock)
    assert (result.outcome.status, result.outcome.delivered, result.answer) == (503, False, b"later")
    (message,) = receiver.received
    assert (message.id, message.body["type"]) == (result.message, "test.ping")
    assert world.rows("SELECT id FROM messages") == []
    assert [entry.TYPE for entry in world.told()] == ["endpoint.added"]

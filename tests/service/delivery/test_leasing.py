"""Leases: who has a message, until when, and whose word counts."""

from fakes.receiver import Receiver

from service.delivery.leasing import LEASE, endpoints_due, give_back, give_back_all, lease_due
from service.delivery.recording import Attempt, record_attempts
from service.delivery.schedule import Abandon, Deliver, Outcome


def subscribe(world) -> str:
    return world.endpoints.add("https://hooks.example.org/t0ken").id


def lease(world, endpoint: str, limit: int = 8):
    return lease_due(world.engine, endpoint, world.clock(), limit)


def attempt(world, message, decision=None) -> Attempt:
    return Attempt(message, world.clock(), 12, Outcome(204), decision or Deliver(), b"")


def test_a_leased_message_is_nobody_elses_until_the_lease_ends(world):
    endpoint = subscribe(world)
    world.append_rounds(1)
    (message,) = lease(world, endpoint)
    assert (lease(world, endpoint), endpoints_due(world.engine, world.clock())) == ((), ())
    world.clock.move(LEASE)
    assert endpoints_due(world.engine, world.clock()) == (endpoint,)
    assert [again.id for again in lease(world, endpoint)] == [message.id]


def test_what_another_sender_has_does_not_hide_what_is_free(world):
    endpoint = subscribe(world)
    world.append_rounds(1, 2, 3, 4, 5)
    taken = [message.id for _ in range(3) for message in lease(world, endpoint, 2)]
    assert len(taken) == len(set(taken)) == 5


def test_messages_are_taken_in_the_order_of_their_positions_one_of_each_round(world):
    endpoint = subscribe(world)
    records = world.append_rounds(3, 1, 3, 2)
    taken = [message.change for message in lease(world, endpoint)]
    assert taken == [records[0].id, records[1].id, records[3].id]


def test_an_endpoint_does_not_take_what_is_for_another(world):
    mine, other = subscribe(world), subscribe(world)
    world.append_rounds(1)
    assert {message.endpoint for message in lease(world, mine)} == {mine}
    assert endpoints_due(world.engine, world.clock()) == (other,)


def test_a_word_about_a_message_that_someone_else_has_now_is_not_heard(world):
    endpoint = subscribe(world)
    world.append_rounds(1)
    (lost,) = lease(world, endpoint)
    world.clock.move(LEASE)
    (held,) = lease(world, endpoint)
    record_attempts(world.log, world.clock(), [attempt(world, lost, Abandon("late"))])
    give_back(world.engine, [lost])
    assert world.rows("SELECT state, attempts, leased_until FROM messages") == [
        {"state": "pending", "attempts": 0, "leased_until": held.leased_until}
    ]
    record_attempts(world.log, world.clock(), [attempt(world, held)])
    assert world.states() == ["delivered"]
    assert [entry.TYPE for entry in world.told()] == ["endpoint.added", "message.delivered"]


def test_the_only_sender_can_end_the_leases_of_one_that_was_killed(world):
    endpoint = subscribe(world)
    world.append_rounds(1, 2)
    assert len(lease(world, endpoint)) == 2
    give_back_all(world.engine)
    assert len(lease(world, endpoint)) == 2


def test_a_lease_from_a_clock_that_was_set_back_since_holds_nothing_up(world):
    endpoint = subscribe(world)
    world.append_rounds(1)
    world.wait(days=3650)
    assert len(lease(world, endpoint)) == 1
    world.wait(days=-3650)
    assert len(lease(world, endpoint)) == 1


def test_address_and_secret_of_a_leased_message_are_not_in_its_repr(world):
    with Receiver() as receiver:
        target = world.subscribe(receiver)
    world.append_rounds(1)
    (message,) = lease(world, target.id)
    assert (message.url, message.secret) == (receiver.url, target.secret)
    assert not any(secret in repr(message) for secret in ("t0ken", "whsec_"))

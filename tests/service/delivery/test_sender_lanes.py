"""Lanes and order: what waits for what, and what happens when senders come and go."""

import asyncio

import pytest
from fakes.changes import change

from service.delivery.leasing import LEASE
from service.delivery.sender import Sender


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


async def test_a_failing_database_is_told_and_loses_nothing(world, open_receiver, sender):
    receiver = open_receiver()
    world.subscribe(receiver)
    world.append(change())
    with world.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE attempts RENAME TO elsewhere")
    with pytest.raises(Exception, match="attempts"):
        await sender.send_due()
    await sender.send_due()
    assert "attempts" in " ".join(sender.troubles.words())
    with world.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO attempts")
    world.wait(seconds=LEASE.total_seconds())
    await sender.send_due()
    assert sender.troubles.words() == []
    assert len(set(receiver.ids)) == 1
    assert world.states() == ["delivered"]

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from fakes.polling import World
from sqlalchemy import text

from service.database import open_engine
from service.feeds.leasing import LEASE, give_back, give_back_all, lease_due

SECOND = timedelta(seconds=1)


def add(world: World, count: int) -> list[str]:
    return [world.feeds.add(f"https://news.example/{number}")[0].id for number in range(count)]


def test_the_longest_due_come_first(world: World) -> None:
    first = add(world, 1)
    world.clock.move(SECOND)
    later = world.feeds.add("https://news.example/later")[0].id
    taken = lease_due(world.log.engine, world.clock(), 10)
    assert [feed.id for feed in taken] == [*first, later]


def test_a_leased_feed_is_not_leased_again_until_the_lease_is_over(world: World) -> None:
    add(world, 1)
    assert len(lease_due(world.log.engine, world.clock(), 10)) == 1
    world.clock.move(LEASE - SECOND)
    assert lease_due(world.log.engine, world.clock(), 10) == ()
    world.clock.move(SECOND)
    assert len(lease_due(world.log.engine, world.clock(), 10)) == 1


def test_no_more_are_leased_than_asked_for(world: World) -> None:
    add(world, 5)
    assert [len(lease_due(world.log.engine, world.clock(), 2)) for _ in range(4)] == [2, 2, 1, 0]


def test_what_is_not_due_or_removed_is_not_leased(world: World) -> None:
    world.feeds.remove(add(world, 1)[0])
    world.feeds.add("https://news.example/feed")
    assert lease_due(world.log.engine, world.clock() - SECOND, 10) == ()
    assert len(lease_due(world.log.engine, world.clock(), 10)) == 1


def test_one_feed_can_be_singled_out(world: World) -> None:
    ids = add(world, 3)
    assert [feed.id for feed in lease_due(world.log.engine, world.clock(), 10, only=ids[1])] == [ids[1]]


def test_what_is_given_back_is_due_at_once(world: World) -> None:
    add(world, 2)
    taken = lease_due(world.log.engine, world.clock(), 10)
    give_back(world.log.engine, taken[:1])
    assert [feed.id for feed in lease_due(world.log.engine, world.clock(), 10)] == [taken[0].id]
    give_back_all(world.log.engine)
    assert len(lease_due(world.log.engine, world.clock(), 10)) == 2


def test_who_lost_a_lease_cannot_give_back_that_of_another(world: World) -> None:
    add(world, 1)
    lost = lease_due(world.log.engine, world.clock(), 10)
    world.clock.move(LEASE)
    assert len(lease_due(world.log.engine, world.clock(), 10)) == 1
    give_back(world.log.engine, lost)
    assert lease_due(world.log.engine, world.clock(), 10) == ()


def test_a_clock_that_was_set_back_keeps_no_feed_waiting(world: World) -> None:
    add(world, 1)
    world.clock.move(timedelta(days=365))
    lease_due(world.log.engine, world.clock(), 10)
    with world.log.engine.begin() as connection:
        connection.execute(text("UPDATE feeds SET next_due_at = '2025-02-01T00:00:00.000000Z'"))
    world.clock.move(-timedelta(days=365))
    assert len(lease_due(world.log.engine, world.clock(), 10)) == 1


def test_many_pollers_never_lease_one_feed_twice(world: World) -> None:
    ids = add(world, 60)
    engines = [open_engine(str(world.log.engine.url)) for _ in range(4)]

    def take(number: int) -> list[str]:
        return [feed.id for _ in range(10) for feed in lease_due(engines[number], world.clock(), 3)]

    with ThreadPoolExecutor(4) as threads:
        taken = [feed for each in threads.map(take, range(4)) for feed in each]
    for engine in engines:
        engine.dispose()
    assert sorted(taken) == sorted(ids)

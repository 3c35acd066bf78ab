"""What the demo counts in the log."""

import pytest
from fakes.changes import change, event
from fakes.clock import HandClock

from events.endpoints import MessageAbandoned, MessageDelivered
from events.sql_log import SqlEventLog
from service.database import migrate, open_engine
from service.demo.watch import LogWatch


@pytest.fixture
def log(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'roundlog.db'}")
    migrate(engine)
    yield SqlEventLog(engine)
    engine.dispose()


def append(log, *bodies):
    with log.write(HandClock()()) as writer:
        writer.append([event(body, key) for key, body in enumerate(bodies, log.head().size)])


def test_it_counts_changes_that_go_out_and_messages_that_need_no_more_attempts(log):
    watch = LogWatch(log)
    delivered = MessageDelivered(message="m", endpoint="e", attempt=1)
    append(log, change(), change(notify=False), delivered)
    watch.look()
    assert (watch.position, watch.alerts, watch.settled_messages) == (3, 1, 1)
    append(log, MessageAbandoned(message="m", endpoint="e", attempts=1, reason="gone"))
    watch.look()
    assert (watch.position, watch.alerts, watch.settled_messages) == (4, 1, 2)


def test_a_look_without_news_changes_nothing(log):
    watch = LogWatch(log)
    watch.look()
    watch.look()
    assert (watch.position, watch.alerts, watch.articles) == (0, 0, 0)

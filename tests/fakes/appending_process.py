"""Processes that append to a log or read it, for tests that start several, and kill some.

Run as ``python -m fakes.appending_process DATABASE SUBJECT COUNT BATCH``: appends COUNT events in batches, every tenth
with an id that all such processes share, and prints the id of each once it is acknowledged.
"""

import sys

from events.event import Event
from events.feeds import FeedRecovered
from events.ids import name_based
from events.log import Text
from events.sealing import text_digest
from events.sql_log import SqlEventLog
from service.clock import now
from service.database import open_engine

SALT = bytes(16)


def text_of(event_id: str) -> Text:
    """The text that is put beside each event, so that half a transaction would show."""
    return Text(digest=text_digest(SALT, event_id), salt=SALT, text=event_id)


def main(database: str, subject: str, count: int, batch: int) -> None:
    log = SqlEventLog(open_engine(f"sqlite:///{database}"))
    for start in range(0, count, batch):
        keys = [f"shared-{n}" if n % 10 == 0 else f"{subject}-{n}" for n in range(start, start + batch)]
        data = FeedRecovered(feed="f", failures=1)
        wanted = [Event(id=name_based("test", key), subject=subject, data=data) for key in keys]
        with log.write(now()) as writer:
            for event in wanted:
                writer.put_text(text_of(event.id))
            writer.append(wanted)
        sys.stdout.write("".join(event.id + "\n" for event in wanted))
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))

"""SIGKILL in the middle of the work: nothing is lost, nothing comes twice, and the view is the same."""

import json
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest

from events.catalogue import decode
from events.log import EventLog
from events.rounds import Change
from service.bootstrap import open_services
from service.delivery.payload import read_alert
from service.demo.daemon_process import DaemonProcess, command, environment
from service.demo.dispatch import load_dispatches
from service.demo.feeds import FeedServer
from service.demo.furnishing import add_feeds, add_receiver
from service.demo.receiver import Receiver
from service.demo.run import HISTORY, Demo, demo_settings

pytestmark = pytest.mark.xdist_group("kill")

DISPATCHES = Path(__file__).parent.parent.parent / "service" / "demo" / "dispatches"

# How many dispatches are out, and how many records the log gains from then on until the daemon is killed.
KILLS = ((30, 40), (50, 70), (65, 100))
PATIENCE = 60.0  # seconds


@pytest.fixture(scope="module")
def killed(tmp_path_factory):
    """A demo whose daemon was killed three times: its settings, records and receiver after all has settled."""
    settings = demo_settings(tmp_path_factory.mktemp("killed"))
    dispatches = load_dispatches()
    with (
        open_services(settings) as services,
        FeedServer(dispatches, dispatches[HISTORY - 1].published) as publishers,
        Receiver() as receiver,
    ):
        add_feeds(services, publishers)
        receiver.secret = add_receiver(services, receiver)
        for last, gain in KILLS:
            with started(settings) as daemon:
                demo = Demo(services, publishers, receiver, daemon, lambda _: None)
                demo.wait(lambda now: now.polled == now.feeds and now.captured == now.published, "what is out so far")
                publishers.clock = dispatches[last - 1].published
                await_growth(services.log, gain)
                daemon.kill()
                left = demo.snapshot()
                assert left.projected < left.position or left.settled < left.alerts, "killed when all was done"
        with started(settings) as daemon:
            publishers.clock = dispatches[-1].published
            demo = Demo(services, publishers, receiver, daemon, lambda _: None)
            demo.wait(lambda now: now.complete, "everything")
            daemon.stop()
        yield settings, list(services.log.read()), receiver


def started(settings) -> DaemonProcess:
    return DaemonProcess(environment(settings), settings.data_dir / "daemon.log")


def await_growth(log: EventLog, gain: int) -> None:
    target, deadline = log.head().size + gain, time.monotonic() + PATIENCE
    while log.head().size < target:
        assert time.monotonic() < deadline, "the log doesn't grow"
        time.sleep(0.005)


def rounds(settings) -> dict[str, object]:
    """The view, after days that have passed were recorded, as an import does at its end."""
    for arguments in (("import", str(DISPATCHES)), ("rounds", "--json")):
        run = subprocess.run(command(*arguments), env=environment(settings), capture_output=True, text=True, check=True)
    view = json.loads(run.stdout)
    del view["as_of"]
    # By number, so that a difference names its round.
    return view | {"rounds": {entry["number"]: entry for entry in view["rounds"]}}


def test_the_view_is_that_of_an_undisturbed_run(killed, tmp_path):
    settings, _, _ = killed
    assert rounds(settings) == rounds(demo_settings(tmp_path))


def test_every_article_is_captured_once(killed):
    _, records, _ = killed
    assert sum(record.type == "article.captured" for record in records) == 78
    assert not any(record.type == "article.revised" for record in records)


def test_no_change_is_recorded_twice(killed):
    _, records, _ = killed
    assert [record.position for record in records] == list(range(1, len(records) + 1))
    assert max(Counter(record.id for record in records).values()) == 1
    changes = [data for record in records if isinstance(data := decode(record), Change)]
    assert max(Counter((data.TYPE, data.basis, data.round, data.field) for data in changes).values()) == 1


def test_every_change_reaches_the_receiver_under_one_id(killed):
    _, records, receiver = killed
    due = {record.id for record in records if read_alert(record)}
    sent = Counter(message.body["data"]["id"] for message in receiver.messages.values())
    assert sent == dict.fromkeys(due, 1)
    assert receiver.refused == 0


def test_the_log_holds_and_weighs_the_same_again(killed):
    settings, _, _ = killed
    for arguments in (("log", "verify"), ("replay", "--verify")):
        run = subprocess.run(
            command(*arguments), env=environment(settings), capture_output=True, text=True, check=False
        )
        assert (run.returncode, run.stderr) == (0, "")

"""A sender killed in the middle of sending, in a process of its own, on the real clock."""

import subprocess
import sys
from pathlib import Path

from fakes.receiver import Receiver

ROOT = Path(__file__).parents[3]
PATIENCE = 60  # seconds for a process to start and send


def start(database: Path) -> "subprocess.Popen[bytes]":
    script = ROOT / "tests/fakes/sending_process.py"
    return subprocess.Popen(
        [sys.executable, str(script), str(database)], env={"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
    )


def test_what_was_under_way_when_the_sender_was_killed_is_sent_again_with_the_same_ids_and_nothing_is_lost(
    world, tmp_path
):
    with Receiver() as receiver:
        world.subscribe(receiver)
        records = world.append_rounds(*range(1, 13))
        for _ in range(2):
            receiver.gate.clear()
            receiver.arrived.clear()
            process = start(tmp_path / "roundlog.db")
            assert receiver.arrived.wait(PATIENCE)
            process.kill()
            process.wait(PATIENCE)
            receiver.gate.set()
        under_way = set(receiver.ids)
        assert set(world.states()) == {"pending"}

        last = start(tmp_path / "roundlog.db")
        assert last.wait(PATIENCE) == 0
    assert under_way < set(receiver.ids)
    assert len(set(receiver.ids)) == len(records)
    assert set(world.states()) == {"delivered"}
    assert [entry.TYPE for entry in world.told()].count("message.delivered") == len(records)

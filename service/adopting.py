"""Adoption: from one set of rules to another, on purpose, without a word to anyone.

Every revision is read again by the new rules; a reading is appended only where it differs from the one that counts now.
Then `rules.adopted` switches, and the projector records all cells that differ as one `view.rebased`. What a rehearsal
(`service.rehearsing`) has read isn't read again.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from events.event import Event
from events.rules import RulesAdopted
from service.bootstrap import build_projector
from service.kept_readings import discard_readings
from service.reading import Reader
from service.rereading import Progress, Rereader, Rereading
from service.rules import adopted_rules, adoption, differences
from service.services import Services

BATCH = 50  # readings a commit


@dataclass(frozen=True, slots=True)
class Adoption:
    """How an adoption went.

    Attributes:
        switched: Whether there was anything to adopt.
        reading: What reading again brought.
        position: Where the log stands now.
    """

    switched: bool
    reading: Rereading
    position: int


def adopt(
    services: Services,
    reader: Reader,
    rules: RulesAdopted,
    progress: Progress = lambda _: None,
    workers: int | None = None,
) -> Adoption:
    """Adopt rules, and read by them with this reader. The caller holds the projector lock.

    Stopped half way, it changes nothing that anyone sees, and can be run again.

    Raises:
        RoundlogError: See `service.rereading.Rereader.differing`.
    """
    old = adopted_rules(services.log)
    if old is None:
        return Adoption(switched=False, reading=Rereading(), position=0)
    if not differences(old, rules):
        return Adoption(switched=False, reading=Rereading(), position=_settle(services))
    rereader = Rereader(services, reader, old, workers, progress)
    for batch in _batches(rereader.differing()):
        with services.log.write(services.clock()) as writer:
            writer.append(batch)
    with services.log.write(services.clock()) as writer:
        writer.append([adoption(succeeding(old, rules))])
    return Adoption(switched=True, reading=rereader.outcome, position=_settle(services))


def _settle(services: Services) -> int:
    """Weigh what the adoption appended, also one that a crash cut short here."""
    position = build_projector(services).run_to_head()
    discard_readings(services.settings.data_dir)
    return position


def succeeding(old: RulesAdopted, rules: RulesAdopted) -> RulesAdopted:
    """Rules as they are adopted after others: readings by the older extractors stand where there are none by theirs."""
    carried = dict.fromkeys((old.extractor, *old.carries))
    carried.pop(rules.extractor, None)
    return replace(rules, carries=tuple(carried))


def _batches(events: Iterator[Event]) -> Iterator[list[Event]]:
    batch: list[Event] = []
    for event in events:
        batch.append(event)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch

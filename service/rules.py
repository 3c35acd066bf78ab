"""The rules this release reads and weighs by, and the check that they are the adopted ones.

A log is weighed only by rules it has adopted (`rules.adopted`). An empty log adopts those of the release that opens it;
after that they change by `roundlog rules adopt` alone, so that two daemons with different files can't take turns.
"""

import hashlib
from importlib import resources
from importlib.resources.abc import Traversable

from config.dossier import Dossier
from config.lexicon import Lexicons
from events.canonical import encode
from events.catalogue import decode_as
from events.event import Event
from events.log import EventLog
from events.rules import Outlet, Place, PlaceName, ProcessRules, RulesAdopted, Version
from projections.weighing import RESOLVER_VERSION
from service.clock import Clock, human_id
from service.errors import RoundlogError
from service.extraction.extract import EXTRACTOR_VERSION

SUBJECT = "rules"


class RulesDiffer(RoundlogError):
    """The log has adopted other rules than this release brings."""

    def __init__(self, adopted: RulesAdopted, current: RulesAdopted) -> None:
        parts = ", ".join(differences(adopted, current))
        super().__init__(
            f"the log was weighed by other rules than this release brings ({parts}): "
            "run `roundlog rules adopt` to switch"
        )


def _sources(folder: Traversable) -> list[tuple[str, bytes]]:
    """Name and bytes of the Python files of a package, by name."""
    files = [(item.name, item.read_bytes()) for item in folder.iterdir() if item.name.endswith(".py")]
    return sorted(files)


def _digest_of_package(package: str) -> str:
    digest = hashlib.sha256()
    for name, content in _sources(resources.files(package)):
        digest.update(encode([name, hashlib.sha256(content).hexdigest()]))
    return digest.hexdigest()


def current_rules(lexicons: Lexicons, dossiers: tuple[Dossier, ...]) -> RulesAdopted:
    """The rules of this release, as the event that would adopt them."""
    words = {
        lang: Version(version=lexicon.version, digest=lexicon.digest) for lang, lexicon in lexicons.by_lang.items()
    }
    processes = tuple(_process_rules(dossier) for dossier in dossiers)
    reading = [
        _digest_of_package("service.extraction"),
        sorted((lang, version.digest) for lang, version in words.items()),
        [process.dossier.digest for process in processes],
    ]
    return RulesAdopted(
        extractor=f"{EXTRACTOR_VERSION}-{hashlib.sha256(encode(reading)).hexdigest()[:12]}",
        lexicons=words,
        resolver=Version(version=RESOLVER_VERSION, digest=_digest_of_package("projections.weighing")),
        processes=processes,
    )


def _process_rules(dossier: Dossier) -> ProcessRules:
    return ProcessRules(
        process=dossier.id,
        title=dossier.title,
        dossier=Version(version=dossier.version, digest=dossier.digest),
        outlets=tuple(Outlet(name=outlet.name, standing=outlet.standing) for outlet in dossier.outlets),
        places=tuple(
            Place(
                id=place.id,
                names=tuple(PlaceName(name=n.name, since=n.since, until=n.until) for n in place.names),
            )
            for place in dossier.places
        ),
    )


def differences(adopted: RulesAdopted, current: RulesAdopted) -> list[str]:
    """What differs between two sets of rules, a short phrase each; empty when they are the same."""
    found = []
    if adopted.extractor != current.extractor:
        found.append(f"extractor {adopted.extractor} is now {current.extractor}")
    if adopted.resolver != current.resolver:
        before, after = adopted.resolver, current.resolver
        found.append(f"resolver {before.version}-{before.digest[:12]} is now {after.version}-{after.digest[:12]}")
    if adopted.processes != current.processes and not found:
        found.append("the dossiers changed")
    return found


def adopted_rules(log: EventLog) -> RulesAdopted | None:
    """The rules in force in the log; None while it has adopted none."""
    found = None
    for record in log.read(types=[RulesAdopted.TYPE]):
        found = decode_as(RulesAdopted, record)
    return found


def adoption(rules: RulesAdopted) -> Event:
    """The event that adopts these rules: a person's decision, so its id is new each time."""
    return Event(id=human_id(), subject=SUBJECT, data=rules)


def ensure_adopted(log: EventLog, current: RulesAdopted, clock: Clock) -> None:
    """See to it that the log goes by the current rules; an empty log adopts them.

    Raises:
        RulesDiffer: It has adopted others.
    """
    adopted = adopted_rules(log)
    if adopted is None:
        with log.write(clock()) as writer:
            if not log.read_subject(SUBJECT):
                writer.append([adoption(current)])
        return
    if differences(adopted, current):
        raise RulesDiffer(adopted, current)

"""Dossiers: what is known of a process before any article is read.

A dossier holds names, outlets, places valid in time and who belongs to the process. It holds no dates, venues or
outcomes of rounds: those come from articles only.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher and its standing: ``official``, ``agency``, ``outlet`` or ``unranked``."""

    name: str
    standing: str


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name that a place bears from the day `since` to the day before `until` (ISO dates; None is open)."""

    name: str
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """A place under all its names, oldest first."""

    id: str
    names: tuple[PlaceName, ...]

    def name_on(self, day: date) -> str:
        """The name that the place bore on `day`."""
        text = day.isoformat()
        for each in self.names:
            if (each.since or "") <= text and (each.until is None or text < each.until):
                return each.name
        return self.names[-1].name


@dataclass(frozen=True, slots=True, eq=False)
class Dossier:
    """One process.

    Attributes:
        id: Id of the process in claims and views.
        title: Its name, for people.
        version: Version that the file gives itself.
        digest: SHA-256 of the file's bytes, in hex.
        host_place: Id of the place meant by "the host's capital".
        host: Id of the state that hosts; it is no participant.
        guarantors: Ids of the states that sponsor the process.
        outlets: Publishers whose standing is known.
        places: Where rounds have been held or may be.
        sections: The whole file, for tables that single readers use.
    """

    id: str
    title: str
    version: str
    digest: str
    host_place: str
    host: str
    guarantors: tuple[str, ...]
    outlets: tuple[Outlet, ...]
    places: tuple[Place, ...]
    sections: Mapping[str, Any]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Dossier) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def place(self, place_id: str) -> Place:
        """The place of that id.

        Raises:
            KeyError: There is none.
        """
        for each in self.places:
            if each.id == place_id:
                return each
        raise KeyError(place_id)


def parse_dossier(raw: bytes) -> Dossier:
    """Read a dossier from the bytes of its file.

    Raises:
        ValueError: It is no TOML.
        KeyError: Something that every dossier has is missing.
    """
    data = tomllib.loads(raw.decode("utf-8"))
    return Dossier(
        id=data["id"],
        title=data["title"],
        version=str(data["version"]),
        digest=sha256(raw).hexdigest(),
        host_place=data["host_place"],
        host=data["host"],
        guarantors=tuple(data["guarantors"]),
        outlets=tuple(Outlet(name, standing) for name, standing in sorted(data["outlets"].items())),
        places=tuple(_place(place_id, names) for place_id, names in data["places"].items()),
        sections=data,
    )


def load_dossiers() -> tuple[Dossier, ...]:
    """Read every dossier in the package's folder ``dossiers``, in order of id."""
    folder = files("config") / "dossiers"
    found = [parse_dossier(entry.read_bytes()) for entry in folder.iterdir() if entry.name.endswith(".toml")]
    return tuple(sorted(found, key=lambda each: each.id))


def _place(place_id: str, names: list[dict[str, str]]) -> Place:
    return Place(place_id, tuple(PlaceName(each["name"], each.get("since"), each.get("until")) for each in names))

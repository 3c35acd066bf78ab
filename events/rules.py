"""Rules and days: which code and data decide, and the days that matter to weighing."""

from typing import ClassVar

import msgspec

from events.event import EventData


class Version(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A version given by hand, and the SHA-256 (hex) of what it names."""

    version: str
    digest: str


class Outlet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A publisher as weighing sees it. `standing`: ``official``, ``agency``, ``outlet`` or ``unranked``."""

    name: str
    standing: str


class PlaceName(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A name a city bore from `since` (inclusive) to `until` (exclusive), ISO days; None where open."""

    name: str
    since: str | None = None
    until: str | None = None


class Place(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A city under all its names."""

    id: str
    names: tuple[PlaceName, ...]


class ProcessRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What weighing needs of a dossier, kept in the log so that a replay depends on nothing else."""

    process: str
    title: str
    dossier: Version
    outlets: tuple[Outlet, ...]
    places: tuple[Place, ...]


class RulesAdopted(EventData, frozen=True, kw_only=True):
    """From here on these rules decide. A reading counts only under `extractor`, or one it carries.

    Attributes:
        extractor: Version of the reading code with its lexicons and dossiers; see `ClaimsExtracted.extractor`.
        lexicons: By language.
        resolver: Version of the weighing code.
        processes: By dossier.
        carries: Older extractors whose readings stand where there is none by `extractor`.
    """

    TYPE: ClassVar[str] = "rules.adopted"

    extractor: str
    lexicons: dict[str, Version]
    resolver: Version
    processes: tuple[ProcessRules, ...]
    carries: tuple[str, ...] = ()


class RebasedCell(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One cell that differs under newly adopted rules, as the event that would have carried it."""

    type: str
    data: msgspec.Raw


class ViewRebased(EventData, frozen=True, kw_only=True):
    """The view was weighed anew under newly adopted rules; these are the differences. It creates no messages.

    Attributes:
        basis: Position of the `rules.adopted` that asked for it.
        changes: Changes in order, as if appended one by one.
    """

    TYPE: ClassVar[str] = "view.rebased"

    basis: int
    resolver: str
    changes: tuple[RebasedCell, ...]


class DeadlinePassed(EventData, frozen=True, kw_only=True):
    """A day is over (UTC). Time alone concludes nothing; it only shows what stayed unconfirmed."""

    TYPE: ClassVar[str] = "deadline.passed"

    day: str
    notify: bool


class ProjectorSkipped(EventData, frozen=True, kw_only=True):
    """Someone told the projector to pass over a record it can't take."""

    TYPE: ClassVar[str] = "projector.skipped"

    skipped: int
    reason: str

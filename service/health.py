"""Health: whether the daemon does its work, measured at the work itself."""

from collections.abc import Callable
from dataclasses import asdict, dataclass

from service.feeds.repository import list_feeds
from service.projector import ProjectorThread
from service.services import Services
from service.settling import position


@dataclass(frozen=True, slots=True)
class Health:
    """The state of the daemon.

    Attributes:
        position: Last position of the log.
        projected: Last position weighed.
        feeds, failing_feeds: Numbers of feeds polled, and of those whose last poll failed.
        problems: What keeps the daemon from its work, in words; empty while all is well.
    """

    position: int
    projected: int
    feeds: int
    failing_feeds: int
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether the daemon does its work. A feed that fails is the feed's trouble, not the daemon's."""
        return not self.problems

    def as_dict(self) -> dict[str, object]:
        """The health as JSON shows it."""
        return {"status": "ok" if self.ok else "failing", **asdict(self)}


def health_of(services: Services, projector: ProjectorThread, problems: Callable[[], list[str]]) -> Health:
    """Look at the log, the projector and the feeds. `problems` adds what other parts have to say."""
    feeds = list_feeds(services.engine)
    found = problems()
    if projector.failure is not None:
        found.append(str(projector.failure))
    return Health(
        position=services.log.head().size,
        projected=position(services),
        feeds=len(feeds),
        failing_feeds=sum(1 for feed in feeds if feed.failures),
        problems=tuple(found),
    )

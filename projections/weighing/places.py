"""Cities under the names they bore."""

from datetime import date

from events.rules import Place, PlaceName, ProcessRules


class Places:
    """The cities of one process. A city the rules don't know is known by the name a claim gives it."""

    def __init__(self, rules: ProcessRules | None) -> None:
        self._places = {place.id: place for place in (rules.places if rules else ())}
        self._ids = {_fold(name.name): place.id for place in self._places.values() for name in place.names}

    def identify(self, name: str) -> str:
        """The id of a city by any of its names; an unknown one is its own name, folded."""
        folded = _fold(name)
        return self._ids.get(folded, folded)

    def name_on(self, place: str, day: date, fallback: str) -> str:
        """What a city was called on a day; `fallback` where the rules don't say."""
        known = self._places.get(place)
        names = [name.name for name in known.names if _bore(name, day.isoformat())] if known else []
        return names[-1] if names else fallback

    def name_today(self, place: str) -> str | None:
        """The name that is open-ended, that is, in use; None where the rules know none."""
        known: Place | None = self._places.get(place)
        names = [name.name for name in known.names if name.until is None] if known else []
        return names[-1] if names else None


def _fold(name: str) -> str:
    return " ".join(name.split()).casefold()


def _bore(name: PlaceName, day: str) -> bool:
    return (name.since is None or name.since <= day) and (name.until is None or day < name.until)

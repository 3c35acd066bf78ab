"""Readings made straight from annotated dispatches: what a perfect extractor would claim."""

import json
from functools import cache
from pathlib import Path

from builders.weighing import EXTRACTOR

from config.dossier import load_dossiers
from events.claims import Claim, ClaimsExtracted, Evidence, Speaker
from events.ids import name_based
from events.rules import Outlet, Place, PlaceName, ProcessRules, RulesAdopted, Version
from projections.weighing import RESOLVER_VERSION

_DATA = Path(__file__).parents[1] / "data"

_SPOKEN = {"declared-over": "host", "continuing": "guarantor"}


def truth() -> dict[str, dict[str, str]]:
    """The true table: by number the dates and venue of every round that was held."""
    return json.loads((_DATA / "rounds.json").read_text("utf-8"))


def adopted_rules() -> RulesAdopted:
    """The rules of the dossiers that ship."""
    processes = tuple(
        ProcessRules(
            process=dossier.id,
            title=dossier.title,
            dossier=Version(version=dossier.version, digest=dossier.digest),
            outlets=tuple(Outlet(name=o.name, standing=o.standing) for o in dossier.outlets),
            places=tuple(
                Place(id=p.id, names=tuple(PlaceName(name=n.name, since=n.since, until=n.until) for n in p.names))
                for p in dossier.places
            ),
        )
        for dossier in load_dossiers()
    )
    return RulesAdopted(
        extractor=EXTRACTOR,
        lexicons={},
        resolver=Version(version=RESOLVER_VERSION, digest="0" * 64),
        processes=processes,
    )


@cache
def annotated_readings() -> tuple[ClaimsExtracted, ...]:
    """The readings of all annotated dispatches that name the process, in the order they were published."""
    annotations = json.loads((_DATA / "annotations.json").read_text("utf-8"))
    annotations.sort(key=lambda dispatch: dispatch["published"])
    return tuple(annotated_reading(dispatch) for dispatch in annotations if dispatch["gold"]["relevant"])


def annotated_reading(dispatch: dict) -> ClaimsExtracted:
    """The reading of one annotated dispatch.

    Rounds that it only recalls are marked as background; ``speaker`` is who it names for its news, where it does.
    """
    gold, article = dispatch["gold"], name_based("article", dispatch["id"])
    revision = name_based("revision", article)
    claims: list[Claim] = []

    def add(round_: str | None, **given: object) -> None:
        plain = {
            "speaker": Speaker(kind=dispatch.get("speaker", "agency")),
            "rule": "annotated",
            "evidence": (Evidence(start=0, end=1),),
        }
        claims.append(Claim(process="astana", round=round_, id=f"{revision}/{len(claims) + 1}", **(plain | given)))

    for ref, fields in gold["rounds"].items():
        background = _recalled(ref, fields, dispatch)
        seen = "seen" if fields.get("status") in ("ongoing", "concluded") else "expected"
        for field, value in fields.items():
            for one in value if isinstance(value, list) else [value]:
                more: dict[str, object] = {"background": background}
                if field == "dates":
                    exact = "~" not in one and ".." not in one and len(one) > len("2017-01")
                    more["kind"] = "extent" if exact else "window"
                if field in ("participants", "observers"):
                    more["attendance"] = seen
                add(ref, field=field, value=one, **more)
    if gold["process"]:
        add(None, field="process", value=gold["process"], speaker=Speaker(kind=_SPOKEN[gold["process"]]))
    return ClaimsExtracted(
        article=article,
        revision=revision,
        extractor=EXTRACTOR,
        publisher=dispatch["publisher"],
        lang=dispatch["lang"],
        said_at=dispatch["published"].replace("Z", ".000000Z"),
        origin=dispatch["publisher"].casefold(),
        notify=True,
        processes=("astana",),
        claims=tuple(claims),
    )


def _recalled(ref: str, fields: dict, dispatch: dict) -> bool:
    """Whether a dispatch recalls a round in passing: it is over, and not the latest round the dispatch speaks of."""
    if fields.get("status") != "concluded":
        return False
    rounds = dispatch["gold"]["rounds"]
    if not ref.isdecimal():
        return ref == "last" and "next" in rounds
    latest = max(int(other) for other in rounds if other.isdecimal())
    held_this_month = fields.get("dates", "")[-10:] >= dispatch["published"][:8]
    return int(ref) < latest and not held_this_month

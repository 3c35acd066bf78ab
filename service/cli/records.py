"""Records of the log as people read them: one line each, or whole with text and quotes."""

from collections.abc import Iterator, Mapping

import msgspec

from events.articles import ArticleCaptured
from events.catalogue import decode
from events.claims import Claim, ClaimsExtracted
from events.errors import EventLogError, QuoteMismatch
from events.event import EventData, Record
from events.log import EventLog, Text
from events.merkle import leaf_hash
from events.rounds import Change, ProcessStatusChanged, RoundMerged, RoundSplit
from events.sealing import quote
from service.delivery.summary import summarize

INDENT = "  "


def line(log: EventLog, record: Record) -> str:
    """Position, time (to the second, UTC), type and what the event says, in one line."""
    moment = record.recorded_at[:19].replace("T", " ")
    return f"{record.position:>6}  {moment}  {record.type:<26}  {_summary(log, record)}"


def page(log: EventLog, record: Record) -> Iterator[str]:
    """The whole record, line by line: envelope, body, and the text or the quotes where they are still there."""
    cause = record.causation_id and log.find(record.causation_id)
    yield f"position     {record.position}"
    yield f"id           {record.id}"
    yield f"type         {record.type}, version {record.schema_version}"
    yield f"subject      {record.subject}"
    yield f"recorded at  {record.recorded_at}"
    if cause:
        yield f"caused by    position {cause.position}, {cause.type} {cause.id}"
    yield f"leaf hash    {leaf_hash(record.canonical).hex()}"
    yield ""
    data = _read(record)
    if isinstance(data, ClaimsExtracted):
        yield from _tree({**msgspec.json.decode(record.data), "claims": len(data.claims)})
        yield from _claims(data, text_of(log, data))
        return
    yield from _tree(msgspec.json.decode(record.data))
    if isinstance(data, ArticleCaptured):
        yield ""
        text = log.text(data.text.digest)
        yield from text.text.splitlines() if text else ["(its text is erased or lost)"]


def quotes(log: EventLog, record: Record) -> dict[str, list[str | None]]:
    """By claim of a reading, what it quotes; None where the text is gone or isn't what was quoted."""
    data = _read(record)
    if not isinstance(data, ClaimsExtracted):
        return {}
    text = text_of(log, data)
    return {claim.id: _quoted(claim, text) for claim in data.claims}


def text_of(log: EventLog, extracted: ClaimsExtracted) -> Text | None:
    """The text of the revision that was read; None where it was erased."""
    captured = log.find(extracted.revision)
    data = captured and _read(captured)
    return log.text(data.text.digest) if isinstance(data, ArticleCaptured) else None


def _read(record: Record) -> EventData | None:
    """The typed body; None where this release can't read it, so that the rest can still be shown."""
    try:
        return decode(record)
    except EventLogError:
        return None


def _summary(log: EventLog, record: Record) -> str:
    data = _read(record)
    match data:
        case None:
            return "this release can't read it"
        case Change() | RoundMerged() | RoundSplit() | ProcessStatusChanged():
            return summarize(data)
        case ArticleCaptured():
            text = log.text(data.text.digest)
            title = text.text[: data.text.title_length] if text else "(text erased or lost)"
            return f"{data.publisher}: {title or '(no title)'}"
        case ClaimsExtracted():
            about = ", ".join(data.processes)
            return f"{data.publisher}: {len(data.claims)} claims about {about}"
    return ", ".join(_pairs(msgspec.json.decode(record.data)))


def _pairs(body: Mapping[str, object]) -> Iterator[str]:
    """The plain fields; what is empty, or has parts of its own, is left for the page."""
    for name, value in body.items():
        if isinstance(value, str | int) and not isinstance(value, bool) and value != "":
            yield f"{name} {value}"


def _tree(body: Mapping[str, object], indent: str = "") -> Iterator[str]:
    for name, value in body.items():
        match value:
            case dict() if value:
                yield f"{indent}{name}"
                yield from _tree(value, indent + INDENT)
            case list() if value:
                yield f"{indent}{name}"
                for item in value:
                    yield f"{indent}{INDENT}- {', '.join(_pairs(item)) if isinstance(item, dict) else item}"
            case None | [] | {}:
                yield f"{indent}{name:<12} –"
            case bool():
                yield f"{indent}{name:<12} {'yes' if value else 'no'}"
            case _:
                yield f"{indent}{name:<12} {value}"


def _claims(data: ClaimsExtracted, text: Text | None) -> Iterator[str]:
    for number, claim in enumerate(data.claims, 1):
        about = " ".join(filter(None, (claim.process, claim.round, claim.field, claim.kind, claim.attendance)))
        who = f"{claim.speaker.kind} {claim.speaker.name or ''}".strip()
        yield ""
        yield f"{number}. {about}: {claim.value or '–'}"
        yield f"   {claim.modality} by {who}{', background' if claim.background else ''}; rule {claim.rule}"
        for evidence, quoted in zip(claim.evidence, _quoted(claim, text), strict=True):
            shown = f"“{quoted}”" if quoted is not None else "(the text is erased, lost or altered)"
            yield f"   {evidence.start}–{evidence.end}: {shown}"


def _quoted(claim: Claim, text: Text | None) -> list[str | None]:
    found: list[str | None] = []
    for evidence in claim.evidence:
        try:
            found.append(quote(text, evidence) if text else None)
        except (QuoteMismatch, ValueError):
            found.append(None)
    return found

"""Copies: what another publisher prints from the same origin after it was said.

A mirror that puts up an old story weeks later says nothing new; without this, its late date would make it the latest
plan. What the publisher itself says again counts again.
"""

from collections.abc import Iterable, Sequence

from projections.weighing.statements import HAPPENED, Mention, Statement

_Seen = dict[tuple[object, ...], str]
"""What was said from an origin, and by which publisher first."""


def without_copies(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions of one round, in the order they were said, without the statements that are copies."""
    seen: _Seen = {}
    kept = []
    for mention in mentions:
        told = any(s.field == "status" and s.value in HAPPENED for s in mention.statements)
        own = tuple(s for s in mention.statements if _is_new(s, seen, told=told))
        if len(own) == len(mention.statements):
            kept.append(mention)
        elif own:
            kept.append(mention.only(own))
    return kept


def new_statements(statements: Iterable[Statement]) -> list[Statement]:
    """Statements about a process, in the order they were said, without those that are copies."""
    seen: _Seen = {}
    return [s for s in sorted(statements, key=lambda s: s.when) if _is_new(s, seen, told=True)]


def _is_new(statement: Statement, seen: _Seen, *, told: bool) -> bool:
    key = (statement.origin, statement.field, statement.value, statement.modality, statement.attendance, told)
    return seen.setdefault(key, statement.publisher) == statement.publisher

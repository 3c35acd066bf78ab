"""Fields that are lists: participants and observers, agenda, outcomes. Each member is weighed by itself.

- Attendance: who was seen or absent beats who was to come; among plans the latest said wins.
- The agenda joins what was planned with what is reported; outcomes come from reports only.
- What is only recalled, or said by nobody in particular, adds a member where the field would be empty, or when two
  independent origins say so. What a named speaker recalls of the agenda or outcome of a round that is over adds it too:
  a further topic contradicts nobody.
"""

from collections.abc import Iterable, Sequence

from events.rounds import Cell, Step
from projections.weighing.cells import make_cell
from projections.weighing.statements import Mention, Rank, Statement

_SEEN = ("seen", "absent")


def weigh_attendance(mentions: Iterable[Mention], field: str) -> Cell | None:
    """The cell of participants or observers: who comes or came; `detail` has each one's attendance, the absent too."""
    by_member = _by_member(mentions, field)
    if not by_member:
        return None
    detail: dict[str, str] = {}
    support: list[Statement] = []
    dissent: list[Statement] = []
    for member, statements in by_member.items():
        attendance, agreeing, against = _attend(statements)
        detail[member] = attendance
        support += agreeing
        dissent += against
    present = tuple(sorted(member for member, attendance in detail.items() if attendance != "absent"))
    step: Step = "report" if any(attendance in _SEEN for attendance in detail.values()) else "plan"
    return make_cell(present, step, support, dissent, detail=detail)


def weigh_topics(mentions: Iterable[Mention], field: str) -> Cell | None:
    """The cell of agenda or outcomes."""
    heard = [m for m in mentions if field == "agenda" or m.report]
    by_member = _by_member(heard, field, recalled=True)
    if not by_member:
        return None
    support = [statement for statements in by_member.values() for statement in statements]
    step: Step = "report" if any(statement.report for statement in support) else "plan"
    return make_cell(tuple(sorted(by_member)), step, support)


def _by_member(mentions: Iterable[Mention], field: str, *, recalled: bool = False) -> dict[str, list[Statement]]:
    """Statements by the member they name; members that only weak ones name are left out as the module says.

    Args:
        mentions: What was said of the round.
        field: The field of which to take statements.
        recalled: Whether what a named speaker recalls of a round that is over counts alone.
    """
    stated = [s for mention in mentions for s in mention.of(field) if s.stated]
    by_member: dict[str, list[Statement]] = {}
    for statement in stated:
        by_member.setdefault(statement.value, []).append(statement)
    if all(s.weak for s in stated):
        return by_member
    return {member: said for member, said in by_member.items() if _admitted(said, recalled=recalled)}


def _admitted(statements: Sequence[Statement], *, recalled: bool) -> bool:
    if any(not s.weak for s in statements) or len({s.origin for s in statements}) > 1:
        return True
    return recalled and any(s.report and s.speaker != "unnamed" for s in statements)


def _attend(statements: Sequence[Statement]) -> tuple[str, list[Statement], list[Statement]]:
    """One member's attendance, and the statements for and against it."""
    strong = [s for s in statements if not s.weak] or list(statements)
    told = [s for s in strong if s.report]
    plans = [s for s in strong if not s.report]
    attendance = _told(told) if told else _planned(plans)
    stays_away = attendance == "absent"
    heard = told or plans
    agreeing = [s for s in statements if (_attendance(s) == "absent") == stays_away]
    against = [s for s in heard if (_attendance(s) == "absent") != stays_away and not _overtaken(s, agreeing)]
    return attendance, agreeing, against


def _attendance(statement: Statement) -> str:
    """The attendance a statement gives; nobody is seen at a round that lies ahead."""
    given = statement.attendance
    if statement.report:
        return given or "seen"
    return "expected" if given in (None, "seen") else given


def _told(told: Sequence[Statement]) -> str:
    """What reports say: the higher word, then more origins, then the latest."""

    def weight(attendance: str) -> tuple[int, int, tuple[str, str, int]]:
        said = [s for s in told if _attendance(s) == attendance]
        return max(s.rank for s in said), len({s.origin for s in said}), max(s.when for s in said)

    firm = {_attendance(s) for s in told} & set(_SEEN)
    return max(firm or {_attendance(s) for s in told}, key=weight)


def _planned(plans: Sequence[Statement]) -> str:
    """The latest plan; a lesser word doesn't move a higher one between coming and staying away."""
    held, rank = "", Rank.UNRANKED.value
    for said in sorted(plans, key=lambda s: s.when):
        new = _attendance(said)
        turns = bool(held) and (new == "absent") != (held == "absent")
        if turns and said.rank < min(rank, Rank.AGENCY):
            continue
        rank = said.rank if turns else max(rank, said.rank)
        held = new
    return held


def _overtaken(against: Statement, agreeing: Sequence[Statement]) -> bool:
    """Plans that a later word replaced, and reports that the same origin took back, are no dissent."""
    if not against.report:
        return any(s.when > against.when and s.rank >= min(against.rank, Rank.AGENCY) for s in agreeing)
    return any(s.origin == against.origin and s.when > against.when for s in agreeing)

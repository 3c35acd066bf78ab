"""The events that weighing gives: which kinds, how they are named, and which readings count."""

from datetime import date

import msgspec
import pytest
from builders.weighing import BLOG, EXTRACTOR, MINISTRY, PAPER, WIRE, Ledger, reading, rules, weighed

from events.event import Event
from projections.deadlines import last_days
from projections.effects import CHANGE_TYPES
from projections.weighing import RESOLVER_VERSION, Weighing

DAYS = "2017-10-30/2017-10-31"
HOW = ("speaker", "article", "revision", "extractor", "origin")


def kinds(changes):
    return [(change.data.TYPE, getattr(change.data, "field", None)) for change in changes]


def plan(day="2017-10-01", by=WIRE, **fields):
    how = {
        name: fields.pop(name) for name in ("speaker", "article", "revision", "extractor", "origin") if name in fields
    }
    return reading(day, {"7": {"dates": DAYS, "status": "scheduled"} | fields}, by=by, **how)


def test_a_new_round_is_announced_before_its_cells():
    changes = weighed().take(plan(venue="Astana", participants=["RU"], observers=["UN"], agenda=["idlib"]))

    assert kinds(changes) == [
        ("round.announced", "number"),
        ("round.dates_changed", "dates"),
        ("round.venue_changed", "venue"),
        ("round.status_changed", "status"),
        ("round.participants_changed", "participants"),
        ("round.participants_changed", "observers"),
        ("round.agenda_changed", "agenda"),
        ("process.status_changed", None),
    ]


def test_a_change_carries_its_cell_its_basis_and_what_was_before():
    ledger = weighed(plan())
    basis = len(ledger.records) + 1

    changes = ledger.take(plan("2017-10-20", dates="2017-11-14/2017-11-15"))

    moved = next(change for change in changes if change.data.TYPE == "round.dates_changed")
    assert moved.subject == "round/astana-7"
    assert moved.causation_id == ledger.records[basis - 1].id
    assert (moved.data.basis, moved.data.resolver, moved.data.number) == (basis, RESOLVER_VERSION, 7)
    assert (moved.data.previous, moved.data.cell.value) == (DAYS, "2017-11-14/2017-11-15")


def test_a_further_origin_corroborates():
    ledger = weighed(plan())

    changes = ledger.take(plan("2017-10-02", PAPER))

    assert kinds(changes) == [("round.corroborated", "dates"), ("round.corroborated", "status")]
    assert ledger.cell(7, "dates").origins == 2


def test_a_copy_changes_nothing():
    ledger = weighed(plan())

    assert ledger.take(plan("2017-10-02", "Mirror", origin="wire")) == []


def test_another_article_of_the_same_origin_that_says_the_same_changes_nothing():
    ledger = weighed(plan())

    assert ledger.take(plan("2017-10-02", WIRE)) == []


def test_a_conflict_is_opened_and_resolved():
    ledger = weighed(plan(by=MINISTRY))

    opened = ledger.take(plan("2017-10-02", PAPER, dates="2017-11-14/2017-11-15"))
    resolved = ledger.take(plan("2017-10-03", PAPER))

    assert ("round.conflict_opened", "dates") in kinds(opened)
    assert ("round.conflict_resolved", "dates") in kinds(resolved)


def test_what_comes_without_claims_changes_nothing():
    assert weighed(plan()).take(reading("2017-10-02")) == []


def test_ids_are_the_same_each_time_and_no_two_changes_share_one():
    first, second = weighed(), weighed()
    for ledger in (first, second):
        ledger.take(plan(), plan("2017-10-20", PAPER, dates="2017-11-14/2017-11-15", speaker="host"))

    ids = [r.id for r in first.records if r.type in CHANGE_TYPES]
    assert ids == [r.id for r in second.records if r.type in CHANGE_TYPES]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("notify", [True, False])
def test_changes_go_out_as_messages_only_where_their_cause_does(notify):
    ledger = weighed()
    changes = ledger.take(reading("2017-10-01", {"7": {"dates": DAYS, "status": "scheduled"}}, notify=notify))
    changes += ledger.pass_day("2017-11-05", notify=notify)

    assert changes
    assert {change.data.notify for change in changes} == {notify}


def test_a_correction_that_drops_a_field_takes_its_cell_away():
    ledger = weighed(plan(article="a", venue="Sochi"))

    changes = ledger.take(plan("2017-10-02", article="a", revision=2))

    dropped = next(change for change in changes if change.data.TYPE == "round.venue_changed")
    assert (dropped.data.cell.value, dropped.data.cell.support, dropped.data.previous) == (None, (), "Sochi")
    assert ledger.cell(7, "venue") is None


def test_a_round_that_nothing_speaks_of_any_more_is_withdrawn():
    ledger = weighed(plan(article="a"))

    changes = ledger.take(reading("2017-10-02", {"8": {"venue": "Astana"}}, article="a", revision=2))

    assert ("round.withdrawn", "number") in kinds(changes)
    assert ledger.view.find("astana", "7") is None
    assert ledger.view.find("astana", "8") is not None


def test_a_process_that_nothing_speaks_of_any_more_leaves_the_view():
    ledger = weighed(plan(article="a"))

    ledger.take(reading("2017-10-02", article="a", revision=2))

    assert ledger.cells() == []


def test_an_older_revision_that_is_read_late_changes_nothing():
    ledger = weighed(plan("2017-10-02", article="a", revision=2))

    assert ledger.take(plan("2017-10-01", article="a", revision=1, dates="2017-11-14/2017-11-15")) == []


def test_a_reading_counts_only_under_the_adopted_extractor():
    ledger = weighed()

    assert ledger.take(plan(extractor="2-fedcba987654")) == []


def test_newly_adopted_rules_come_out_as_one_rebase_that_sends_nothing():
    ledger = weighed(plan(article="a"), plan(article="a", extractor="2-new", dates="2017-11-14/2017-11-15"))

    (rebase,) = ledger.take(rules(extractor="2-new"))

    assert rebase.data.TYPE == "view.rebased"
    assert rebase.data.basis == len(ledger.records) - 1
    assert b'"notify":true' not in b"".join(bytes(change.data) for change in rebase.data.changes)
    assert ledger.value(7, "dates") == "2017-11-14/2017-11-15"


def test_a_reading_by_a_carried_extractor_stands_in_where_there_is_none():
    ledger = weighed(
        plan(article="a"),
        plan("2017-10-02", PAPER, article="b", extractor="2-new"),
    )

    ledger.take(rules(extractor="2-new", carries=(EXTRACTOR,)))

    assert ledger.cell(7, "dates").origins == 2


def test_rounds_without_a_counting_reading_leave_with_the_rebase():
    ledger = weighed(plan())

    ledger.take(rules(extractor="2-new"))

    assert ledger.cells() == []


def test_adopting_what_changes_nothing_records_nothing():
    assert weighed(plan()).take(rules()) == []


def test_before_any_rules_nothing_is_weighed():
    assert weighed(plan(), adopt=False).view.rounds("astana") == []


def test_under_another_resolver_nothing_is_decided_and_what_is_recorded_is_kept():
    """The log of an older release: its changes stand as recorded until this release's resolver is adopted."""
    ledger = weighed(plan())
    old = Weighing()
    taken = [old.take(record) for record in _by_resolver(ledger, "0")]
    assert not old.adopted
    assert not any(taken)

    ledger.weighing = old
    assert ledger.take(rules()) == []  # what was recorded is what this resolver would say

    assert old.adopted


def test_a_rebase_after_another_resolver_holds_just_what_differs_from_the_record():
    ledger = weighed(plan())
    old = Weighing()
    for record in _by_resolver(ledger, "0"):
        if record.type != "round.status_changed":
            old.take(record)
    ledger.weighing = old

    (rebase,) = ledger.take(rules())

    assert [change.type for change in rebase.data.changes] == ["round.status_changed"]


def _by_resolver(ledger: Ledger, version: str):
    adopted = rules(resolver=version)
    for record in ledger.records:
        yield (
            record
            if record.type != "rules.adopted"
            else Ledger().record(Event(id="old", subject="rules", data=adopted))
        )


def test_it_recalls_a_log_without_weighing_it_record_by_record():
    ledger = weighed(plan(), plan("2017-10-02", PAPER), reading("2018-01-16", {"next": {"dates": "2018-02"}}))
    recalled = Ledger(view=ledger.view, records=list(ledger.records))
    recalled.weighing.recall(ledger.records, upto=len(ledger.records))

    for each in (ledger, recalled):
        each.take(
            plan("2017-10-03", BLOG, dates="2017-11-14/2017-11-15"),
            reading("2018-01-17", {"next": {"dates": "2018-02"}}),
        )

    assert recalled.records == ledger.records


def test_what_came_in_after_the_projectors_position_is_still_to_be_taken():
    ledger = weighed(plan())
    recalled = Weighing()
    later = Ledger(records=list(ledger.records)).record(Event(id="late", subject="x", data=plan("2017-10-02", PAPER)))

    recalled.recall([*ledger.records, later], upto=len(ledger.records))

    assert kinds(recalled.take(later)) == [("round.corroborated", "dates"), ("round.corroborated", "status")]


def test_a_dump_that_is_none_is_refused():
    with pytest.raises(msgspec.DecodeError):
        Weighing.load(b"{}x")


def test_the_days_that_matter_are_the_last_days_of_rounds_not_over():
    ledger = weighed(
        plan(),
        reading("2017-09-15", {"6": {"dates": "2017-09-14/2017-09-15", "status": "concluded"}}),
        reading("2017-09-15", {"9": {"dates": "2018-02-15~/2018-02-28~", "status": "proposed"}}),
        reading("2017-09-15", {"10": {"status": "proposed"}}),
    )

    assert last_days(ledger.view) == (date(2017, 10, 31), date(2018, 3, 3))

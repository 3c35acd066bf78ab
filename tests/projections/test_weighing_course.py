"""How the process as a whole stands, and that its cell keeps what was said of it."""

from builders.weighing import MINISTRY, PAPER, WIRE, reading, weighed
from msgspec.structs import replace


def held(day, number, dates, by=WIRE):
    return reading(day, {str(number): {"dates": dates, "status": "concluded"}}, by=by)


def planned(day, number, dates, status="scheduled", by=WIRE, **how):
    return reading(day, {str(number): {"dates": dates, "status": status}}, by=by, **how)


ROUND_20 = held("2023-06-21", 20, "2023-06-20/2023-06-21")
OVER = reading("2023-06-22", by=PAPER, process=("declared-over", "host"))
GOES_ON = reading("2023-06-23", by=WIRE, process=("continuing", "guarantor"))


def course(*readings):
    ledger = weighed(*readings)
    backwards = weighed(*reversed(readings))
    assert backwards.cells() == ledger.cells()
    return ledger.view.process("astana").cell


def test_a_process_whose_rounds_are_spoken_of_is_active():
    assert course(ROUND_20).value == "active"


def test_a_process_that_the_host_declares_over_is_over():
    cell = course(ROUND_20, OVER)

    assert (cell.value, cell.standing) == ("declared-over", "official")


def test_it_is_disputed_once_the_guarantors_say_that_it_goes_on():
    cell = course(ROUND_20, OVER, GOES_ON)

    assert (cell.value, cell.standing) == ("disputed", "disputed")


def test_it_is_disputed_once_a_further_round_is_planned():
    assert course(ROUND_20, OVER, planned("2023-07-01", 21, "2023-07~/2023-12~", "proposed")).value == "disputed"


def test_a_copy_of_an_old_plan_disputes_nothing():
    plan = planned("2023-06-21", 21, "2023-07~/2023-12~", "proposed")
    copy = planned("2023-07-01", 21, "2023-07~/2023-12~", "proposed", by=MINISTRY, origin="wire")

    assert course(plan, OVER, copy).value == "declared-over"


def test_a_round_planned_before_the_declaration_disputes_nothing():
    assert course(planned("2023-06-21", 21, "2023-07~/2023-12~", "proposed"), OVER).value == "declared-over"


def test_it_is_active_again_once_a_round_is_scheduled():
    cell = course(ROUND_20, OVER, GOES_ON, planned("2024-01-19", 21, "2024-01-24/2024-01-25"))

    assert (cell.value, cell.standing) == ("active", "official")


def test_it_is_active_again_once_the_host_says_so():
    assert course(ROUND_20, OVER, reading("2023-06-30", by=PAPER, process=("continuing", "host"))).value == "active"


def test_a_round_of_an_article_that_recalls_the_declaration_counts_too():
    recalling = reading(
        "2024-01-19",
        {"21": {"dates": "2024-01-24/2024-01-25", "status": "scheduled"}},
        process=("declared-over", "host"),
    )

    assert course(ROUND_20, OVER, recalling).value == "active"


def test_the_declaration_stays_in_the_history_of_an_active_process():
    cell = course(ROUND_20, OVER, GOES_ON, planned("2024-01-19", 21, "2024-01-24/2024-01-25"))

    assert [(s.value, s.speaker) for s in cell.dissent] == [("declared-over", "host")]
    assert [(s.value, s.speaker) for s in cell.support] == [("continuing", "guarantor"), ("scheduled", "agency")]


def test_a_second_declaration_counts_anew():
    again = reading("2024-12-01", by=MINISTRY, process=("declared-over", "host"))

    cell = course(OVER, GOES_ON, planned("2024-01-19", 21, "2024-01-24/2024-01-25"), again)

    assert cell.value == "declared-over"
    assert [s.said_at[:10] for s in cell.support] == ["2023-06-22", "2024-12-01"]


def test_a_proposal_to_end_it_is_on_record_and_changes_nothing():
    cell = course(ROUND_20, reading("2023-06-21", by=WIRE, process=("declared-over", "host"), modality="proposed"))

    assert cell.value == "active"
    assert [s.value for s in cell.dissent] == ["declared-over"]


def test_an_article_that_reports_the_end_and_has_the_host_propose_it_declares_it_over():
    report = reading("2023-06-21", by=PAPER, process=("declared-over", "agency"), article="a")
    proposal = reading("2023-06-21", by=PAPER, process=("declared-over", "host"), article="a", modality="proposed")
    fields = {name: getattr(report, name) for name in report.__struct_fields__}
    both = type(report)(**fields | {"claims": (report.claims[0], replace(proposal.claims[0], id="a/2"))})

    assert course(ROUND_20, both).value == "declared-over"


def test_an_outlet_alone_does_not_end_it():
    assert course(ROUND_20, reading("2023-06-21", by=PAPER, process=("declared-over", "agency"))).value == "active"


def test_a_recollection_alone_does_not_end_it():
    recalled = reading("2023-06-21", by=MINISTRY, process=("declared-over", "host"), background=True)

    assert course(ROUND_20, recalled).value == "active"


def test_of_one_article_the_highest_voice_is_kept():
    voices = reading("2023-06-22", by=PAPER, process=("declared-over", "host"), article="a")
    headline = reading("2023-06-22", by=PAPER, process=("declared-over", "agency"), article="a")
    fields = {name: getattr(voices, name) for name in voices.__struct_fields__}
    both = type(voices)(**fields | {"claims": (headline.claims[0], voices.claims[0])})

    assert course(ROUND_20, both).value == "declared-over"

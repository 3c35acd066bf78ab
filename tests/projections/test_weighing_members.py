"""Who takes part and who watches, what is talked about, what comes of it."""

import pytest
from builders.weighing import BLOG, MINISTRY, PAPER, WIRE, reading, weighed

OVER = {"status": "concluded", "dates": "2017-07-04/2017-07-05"}


def plan(day, by=WIRE, **fields):
    how = {name: fields.pop(name) for name in ("speaker", "modality", "background") if name in fields}
    return reading(day, {"5": fields}, by=by, **how)


def report(day, by=WIRE, **fields):
    how = {name: fields.pop(name) for name in ("speaker", "modality", "background") if name in fields}
    return reading(day, {"5": OVER | fields}, by=by, **how)


def test_participants_are_all_that_anyone_names_in_order():
    ledger = weighed(plan("2017-06-01", participants=["TR", "RU"]), plan("2017-06-02", PAPER, participants=["IR"]))

    assert ledger.value(5, "participants") == ("IR", "RU", "TR")


def test_attendance_is_kept_apart_from_the_list():
    cell = weighed(plan("2017-06-01", observers={"UN": "confirmed", "JO": "invited", "US": "absent"})).cell(
        5, "observers"
    )

    assert cell.value == ("JO", "UN")
    assert cell.detail == {"JO": "invited", "UN": "confirmed", "US": "absent"}


ATTENDANCE = {
    "nobody is seen before the round": ([plan("2017-06-01", observers={"US": "seen"})], "expected"),
    "named without more, one is expected": ([plan("2017-06-01", observers=["US"])], "expected"),
    "named in a report without more, one was seen": ([report("2017-07-06", observers=["US"])], "seen"),
    "the latest plan wins": (
        [plan("2017-06-01", observers={"US": "invited"}), plan("2017-06-20", PAPER, observers={"US": "confirmed"})],
        "confirmed",
    ),
    "an outlet doesn't uninvite whom the ministry expects": (
        [
            plan("2017-06-01", MINISTRY, observers={"US": "confirmed"}),
            plan("2017-06-20", PAPER, observers={"US": "absent"}),
        ],
        "confirmed",
    ),
    "an agency reports a refusal": (
        [
            plan("2017-06-01", MINISTRY, observers={"US": "confirmed"}),
            plan("2017-06-20", WIRE, observers={"US": "absent"}),
        ],
        "absent",
    ),
    "seen beats expected to stay away": (
        [
            plan("2017-06-01", MINISTRY, observers={"US": "absent"}),
            report("2017-07-06", BLOG, observers={"US": "seen"}),
        ],
        "seen",
    ),
    "absent beats confirmed": (
        [
            plan("2017-06-01", MINISTRY, observers={"US": "confirmed"}),
            report("2017-07-06", BLOG, observers={"US": "absent"}),
        ],
        "absent",
    ),
    "of two reports the higher speaker wins": (
        [
            report("2017-07-06", MINISTRY, observers={"US": "absent"}),
            report("2017-07-07", PAPER, observers={"US": "seen"}),
        ],
        "absent",
    ),
    "a recollection doesn't move a report": (
        [
            report("2017-07-06", BLOG, observers={"US": "absent"}),
            report("2018-07-07", MINISTRY, observers={"US": "seen"}, background=True),
        ],
        "absent",
    ),
}


@pytest.mark.parametrize("name", ATTENDANCE)
def test_the_attendance_of_one(name):
    readings, expected = ATTENDANCE[name]

    for order in (readings, list(reversed(readings))):
        assert weighed(*order).cell(5, "observers").detail == {"US": expected}


def test_reports_that_differ_about_one_member_are_a_conflict():
    cell = weighed(
        report("2017-07-06", PAPER, observers={"US": "seen"}),
        report("2017-07-07", "Gazette", observers={"US": "absent"}),
    ).cell(5, "observers")

    assert cell.standing == "disputed"
    assert [s.publisher for s in cell.dissent] == [PAPER]


def test_a_plan_that_a_later_plan_replaced_is_no_conflict():
    cell = weighed(
        plan("2017-06-01", observers={"US": "confirmed"}), plan("2017-06-20", MINISTRY, observers={"US": "absent"})
    ).cell(5, "observers")

    assert (cell.value, cell.dissent) == ((), ())


def test_a_recollection_alone_adds_nobody_to_those_reported():
    ledger = weighed(
        report("2017-07-06", participants=["RU", "TR"]),
        report("2017-11-01", PAPER, participants=["RU", "QA"], background=True),
    )

    assert ledger.value(5, "participants") == ("RU", "TR")


def test_recollections_of_two_origins_add_a_member():
    ledger = weighed(
        report("2017-07-06", participants=["RU", "TR"]),
        report("2017-11-01", PAPER, participants=["QA"], background=True),
        report("2017-11-02", "Gazette", participants=["QA"], background=True),
    )

    assert ledger.value(5, "participants") == ("QA", "RU", "TR")


def test_recollections_fill_a_list_that_would_be_empty():
    ledger = weighed(report("2017-10-25", participants=["SY-GOV"], outcomes=["no-agreement"], background=True))

    assert ledger.value(5, "participants") == ("SY-GOV",)
    assert ledger.value(5, "outcomes") == ("no-agreement",)


def test_what_a_named_speaker_recalls_of_a_round_that_is_over_adds_to_agenda_and_outcomes():
    ledger = weighed(
        report("2017-07-06", agenda=["idlib"], outcomes=["joint-statement"]),
        report("2017-11-01", PAPER, agenda=["northeast"], outcomes=["no-agreement"], background=True),
        report("2017-11-02", "Gazette", agenda=["sanctions"], speaker="unnamed", background=True),
        plan("2017-06-01", PAPER, agenda=["refugees"], background=True),
    )

    assert ledger.value(5, "agenda") == ("idlib", "northeast")
    assert ledger.value(5, "outcomes") == ("joint-statement", "no-agreement")


def test_the_agenda_joins_plans_and_reports():
    cell = weighed(plan("2017-06-01", agenda=["ceasefire"]), report("2017-07-06", agenda=["idlib"])).cell(5, "agenda")

    assert (cell.value, cell.step) == (("ceasefire", "idlib"), "report")


def test_outcomes_come_from_reports_only():
    ledger = weighed(plan("2017-06-01", MINISTRY, outcomes=["joint-statement"]))
    assert ledger.cell(5, "outcomes") is None

    ledger.take(report("2017-07-06", PAPER, outcomes=["no-agreement"]))

    assert ledger.value(5, "outcomes") == ("no-agreement",)


@pytest.mark.parametrize("modality", ["proposed", "conditional", "denied", "retracted"])
def test_what_is_not_stated_is_on_no_list(modality):
    ledger = weighed(
        plan("2017-06-01", status="scheduled", dates="2017-07-04"),
        plan("2017-06-02", MINISTRY, agenda=["refugees"], participants=["US"], modality=modality),
    )

    assert ledger.value(5, "agenda") is None
    assert ledger.value(5, "participants") is None

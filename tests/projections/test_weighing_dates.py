"""Which dates a round has when its sources differ: readings in, the cell and the step that decided out."""

import pytest
from builders.weighing import BLOG, MINISTRY, PAPER, WIRE, reading, rules, weighed
from msgspec.structs import replace

POSTPONED = {"5": {"status": "postponed"}}


def said(day, dates, by=WIRE, *, status=None, ref="5", **how):
    fields = {"dates": dates} | ({"status": status} if status else {})
    return reading(day, {ref: fields}, by=by, **how)


def over(day, dates, by=WIRE, **how):
    return said(day, dates, by, status="concluded", **how)


SCENARIOS = {
    "a plan stands while nothing else is said": (
        [said("2017-06-01", "2017-06-12/2017-06-13")],
        ("2017-06-12/2017-06-13", "plan", "single"),
    ),
    "among plans the latest said wins": (
        [said("2017-05-01", "2017-06-12/2017-06-13"), said("2017-06-08", "2017-07-04/2017-07-05", "Wire Two")],
        ("2017-07-04/2017-07-05", "plan", "single"),
    ),
    "an agency's new date moves a ministry's": (
        [said("2017-05-01", "2017-06-12/2017-06-13", MINISTRY), said("2017-06-08", "2017-07-04/2017-07-05")],
        ("2017-07-04/2017-07-05", "plan", "single"),
    ),
    "an outlet below agency standing moves no ministry's date": (
        [said("2017-05-01", "2017-06-12/2017-06-13", MINISTRY), said("2017-06-08", "2017-07-04/2017-07-05", PAPER)],
        ("2017-06-12/2017-06-13", "plan", "official"),
    ),
    "an outlet that quotes the ministry speaks with the ministry's weight": (
        [
            said("2017-05-01", "2017-06-12/2017-06-13", MINISTRY),
            said("2017-06-08", "2017-07-04/2017-07-05", PAPER, speaker="host"),
        ],
        ("2017-07-04/2017-07-05", "plan", "official"),
    ),
    "outlets of one standing move each other's dates": (
        [said("2017-05-01", "2017-06-12/2017-06-13", PAPER), said("2017-06-08", "2017-07-04/2017-07-05", "Gazette")],
        ("2017-07-04/2017-07-05", "plan", "single"),
    ),
    "a rumour moves no date": (
        [
            said("2017-05-01", "2017-06-12/2017-06-13", MINISTRY),
            said("2017-06-08", "2017-07-04/2017-07-05", speaker="unnamed"),
        ],
        ("2017-06-12/2017-06-13", "plan", "official"),
    ),
    "a background sentence moves no date": (
        [
            said("2017-05-01", "2017-06-12/2017-06-13", PAPER),
            said("2017-06-08", "2017-07-04/2017-07-05", MINISTRY, background=True),
        ],
        ("2017-06-12/2017-06-13", "plan", "single"),
    ),
    "a window narrows": (
        [said("2018-01-01", "2018-02-15~/2018-02-28~"), said("2018-01-20", "2018-02-20/..", PAPER)],
        ("2018-02-20/2018-02-28~", "plan", "corroborated"),
    ),
    "days inside a window take its place, whoever names them": (
        [said("2018-01-01", "2018-02", MINISTRY), said("2018-01-20", "2018-02-20/2018-02-21", PAPER)],
        ("2018-02-20/2018-02-21", "plan", "official"),
    ),
    "a window said later leaves the days it holds": (
        [said("2018-01-01", "2018-02-20/2018-02-21"), said("2018-01-20", "2018-02", MINISTRY)],
        ("2018-02-20/2018-02-21", "plan", "official"),
    ),
    "of two disjoint windows the later said wins": (
        [said("2021-10-01", "2021-12-10~/2021-12-14~"), said("2021-11-16", "2021-12-20/..", "Wire Two")],
        ("2021-12-20/..", "plan", "single"),
    ),
    "a missed window gives way to any named word": (
        [said("2023-06-21", "2023-07~/2023-12~", MINISTRY), said("2024-01-18", "2024-01-23/2024-01-24", PAPER)],
        ("2024-01-23/2024-01-24", "plan", "single"),
    ),
    "a missed window doesn't give way to a rumour": (
        [
            said("2023-06-21", "2023-07~/2023-12~", MINISTRY),
            said("2024-01-18", "2024-01-23/2024-01-24", PAPER, speaker="unnamed"),
        ],
        ("2023-07~/2023-12~", "plan", "official"),
    ),
    "a postponement without a date takes the date away": (
        [said("2017-05-01", "2017-06-12/2017-06-13", MINISTRY), reading("2017-06-08", POSTPONED)],
        (None, "plan", "single"),
    ),
    "a postponement told by sources takes no date away": (
        [
            said("2017-05-01", "2017-06-12/2017-06-13", MINISTRY),
            reading("2017-06-08", POSTPONED, speaker="unnamed"),
        ],
        ("2017-06-12/2017-06-13", "plan", "official"),
    ),
    "a stale copy of the old date doesn't undo a postponement": (
        [
            said("2017-05-01", "2017-06-12/2017-06-13", MINISTRY),
            reading("2017-06-08", POSTPONED, by=MINISTRY),
            said("2017-06-09", "2017-06-12/2017-06-13", PAPER),
        ],
        (None, "plan", "official"),
    ),
    "a new date after a postponement may come from an outlet": (
        [
            said("2017-05-01", "2017-06-12/2017-06-13", MINISTRY),
            reading("2017-06-08", POSTPONED, by=MINISTRY),
            said("2017-06-19", "2017-07-04/2017-07-05", PAPER),
        ],
        ("2017-07-04/2017-07-05", "plan", "single"),
    ),
    "a proposal never becomes a date": (
        [said("2017-06-01", "2017-06-12/2017-06-13", MINISTRY, modality="proposed")],
        None,
    ),
    "a conditional date never becomes a date": (
        [said("2017-06-01", "2017-06-12/2017-06-13", MINISTRY, modality="conditional")],
        None,
    ),
    "a date that its publisher took back is gone": (
        [
            said("2017-06-01", "2017-06-12/2017-06-13", PAPER, article="a"),
            said("2017-06-02", "2017-06-20/2017-06-21", "Gazette"),
            said("2017-06-03", "2017-06-20/2017-06-21", "Gazette", modality="retracted"),
        ],
        ("2017-06-12/2017-06-13", "plan", "single"),
    ),
    "a corrected article speaks with its last revision": (
        [
            said("2022-05-24", "2022-06-14/2022-06-16", article="a", revision=1),
            said("2022-06-01", "2022-06-15/2022-06-16", article="a", revision=2),
        ],
        ("2022-06-15/2022-06-16", "plan", "single"),
    ),
    "a report beats a ministry's plan": (
        [said("2017-06-01", "2017-06-12/2017-06-13", MINISTRY), over("2017-07-05", "2017-07-04/2017-07-05", BLOG)],
        ("2017-07-04/2017-07-05", "report", "single"),
    ),
    "a plan said after the report changes nothing": (
        [over("2017-07-05", "2017-07-04/2017-07-05", PAPER), said("2017-07-06", "2017-08-01/2017-08-02", MINISTRY)],
        ("2017-07-04/2017-07-05", "report", "single"),
    ),
    "a single day at the edge of an extent supports it": (
        [over("2017-07-05", "2017-07-04/2017-07-05", PAPER), over("2017-07-06", "2017-07-04", "Gazette")],
        ("2017-07-04/2017-07-05", "report", "corroborated"),
    ),
    "a reported day at the edge of a planned extent bears it out": (
        [said("2017-06-19", "2017-07-04/2017-07-05", MINISTRY), over("2017-07-06", "2017-07-04", PAPER)],
        ("2017-07-04/2017-07-05", "report", "official"),
    ),
    "a month reported leaves the planned days inside it": (
        [said("2023-06-16", "2023-06-20/2023-06-21"), over("2024-01-19", "2023-06", MINISTRY)],
        ("2023-06-20/2023-06-21", "plan", "official"),
    ),
    "a month never outranks reported days inside it": (
        [over("2023-06-21", "2023-06-20/2023-06-21", BLOG), over("2024-01-19", "2023-06", MINISTRY)],
        ("2023-06-20/2023-06-21", "report", "official"),
    ),
    "a month reported beats planned days outside it": (
        [said("2017-06-01", "2017-06-12/2017-06-13", MINISTRY), over("2017-08-01", "2017-07", PAPER)],
        ("2017-07", "report", "single"),
    ),
    "among reports the higher speaker decides": (
        [
            over("2017-07-05", "2017-07-04/2017-07-05", MINISTRY),
            over("2017-07-06", "2017-07-03/2017-07-04", PAPER),
            over("2017-07-06", "2017-07-03/2017-07-04", "Gazette"),
        ],
        ("2017-07-04/2017-07-05", "report", "official"),
    ),
    "among reports of one standing more origins decide": (
        [
            over("2017-07-05", "2017-07-03/2017-07-04", WIRE),
            over("2017-07-05", "2017-07-04/2017-07-05", "Wire Two"),
            over("2017-07-06", "2017-07-04/2017-07-05", PAPER),
        ],
        ("2017-07-04/2017-07-05", "report", "disputed"),
    ),
    "thirty mirrors of one wire count once": (
        [
            *(over("2017-07-05", "2017-07-03/2017-07-04", f"Mirror {n}", origin="wire") for n in range(30)),
            over("2017-07-05", "2017-07-04/2017-07-05", "Blog One"),
            over("2017-07-05", "2017-07-04/2017-07-05", "Blog Two"),
        ],
        ("2017-07-04/2017-07-05", "report", "disputed"),
    ),
    "reports that weigh the same are decided by the latest": (
        [over("2017-07-05", "2017-07-03/2017-07-04", PAPER), over("2017-07-06", "2017-07-04/2017-07-05", "Gazette")],
        ("2017-07-04/2017-07-05", "report", "disputed"),
    ),
    "a late wrong recollection only opens a conflict": (
        [
            over("2017-01-24", "2017-01-23/2017-01-24", PAPER),
            over("2017-02-15", "2017-02-23/2017-02-24", MINISTRY, background=True),
        ],
        ("2017-01-23/2017-01-24", "report", "single"),
    ),
    "recollections fill a cell that would be empty": (
        [over("2017-10-25", "2017-01-23/2017-01-24", background=True)],
        ("2017-01-23/2017-01-24", "report", "single"),
    ),
    "one recollection doesn't move a plan": (
        [
            said("2017-01-17", "2017-01-23/2017-01-24", PAPER),
            over("2017-02-15", "2017-02-23/2017-02-24", background=True),
        ],
        ("2017-01-23/2017-01-24", "plan", "single"),
    ),
    "recollections of two origins move a plan": (
        [
            said("2017-01-17", "2017-01-20", PAPER),
            over("2017-03-15", "2017-01-23/2017-01-24", WIRE, background=True),
            over("2017-03-16", "2017-01-23/2017-01-24", "Gazette", background=True),
        ],
        ("2017-01-23/2017-01-24", "report", "corroborated"),
    ),
    "a recollection refines a planned window": (
        [said("2018-05-15", "2018-07", MINISTRY), over("2018-11-19", "2018-07-30/2018-07-31", background=True)],
        ("2018-07-30/2018-07-31", "report", "official"),
    ),
    "what an article says first is its chief word": (
        [reading("2019-04-09", {"5": {"dates": "2019-04-25/2019-04-26"}, "05": {"dates": "2019-04-20"}})],
        ("2019-04-25/2019-04-26", "plan", "single"),
    ),
    "concluded before its own first day is no report": (
        [said("2019-07-01", "2019-08-01/2019-08-02", MINISTRY), over("2019-07-20", "2019-08-05/2019-08-06", PAPER)],
        ("2019-08-01/2019-08-02", "plan", "official"),
    ),
    "nonsense in place of a date is passed over": (
        [said("2019-07-01", "2019-13-45"), said("2019-07-02", "soon")],
        None,
    ),
}


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_dates_of_a_round(name):
    readings, expected = SCENARIOS[name]

    cell = weighed(*readings).cell(5, "dates")

    found = cell and (cell.value, cell.step, cell.standing)
    assert found == expected


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_dates_of_a_round_do_not_depend_on_the_order_of_arrival(name):
    readings, _ = SCENARIOS[name]

    assert weighed(*reversed(readings)).cells() == weighed(*readings).cells()


def test_an_old_story_put_up_after_the_move_does_not_move_the_date_back():
    ledger = weighed(
        said("2017-05-01", "2017-06-12/2017-06-13"),
        said("2017-06-08", "2017-07-04/2017-07-05", "Wire Two"),
        said("2017-06-10", "2017-06-12/2017-06-13", MINISTRY, origin="wire"),
    )

    assert ledger.value(5, "dates") == "2017-07-04/2017-07-05"


def test_an_old_postponement_put_up_after_the_new_date_takes_nothing_away():
    ledger = weighed(
        reading("2017-06-08", POSTPONED),
        said("2017-06-19", "2017-07-04/2017-07-05", "Wire Two"),
        reading("2017-06-20", POSTPONED, by=MINISTRY, origin="wire"),
    )

    assert ledger.value(5, "dates") == "2017-07-04/2017-07-05"


def test_a_mirror_that_adds_that_the_round_moved_to_the_copied_date_takes_no_date_away():
    ledger = weighed(
        said("2017-06-19", "2017-07-04/2017-07-05", status="scheduled"),
        said("2017-06-20", "2017-07-04/2017-07-05", "Mirror", origin="wire", status="postponed"),
    )

    assert ledger.value(5, "dates") == "2017-07-04/2017-07-05"


def test_what_a_publisher_says_again_itself_counts_again():
    ledger = weighed(
        said("2017-05-01", "2017-06-12/2017-06-13", article="a"),
        said("2017-05-08", "2017-07-04/2017-07-05", "Wire Two"),
        said("2017-05-09", "2017-06-12/2017-06-13", article="b"),
    )

    assert ledger.value(5, "dates") == "2017-06-12/2017-06-13"


def test_who_contradicts_a_date_is_named_until_he_comes_round():
    ledger = weighed(
        over("2017-07-05", "2017-07-04/2017-07-05", PAPER), over("2017-07-06", "2017-07-03/2017-07-04", BLOG)
    )
    assert [(s.publisher, s.value) for s in ledger.cell(5, "dates").dissent] == [(BLOG, "2017-07-03/2017-07-04")]

    ledger.take(over("2017-07-07", "2017-07-04/2017-07-05", BLOG))

    assert ledger.cell(5, "dates").dissent == ()


def test_a_rumour_against_a_ministry_opens_a_conflict_but_disputes_nothing():
    cell = weighed(
        said("2017-05-01", "2017-06-12/2017-06-13", MINISTRY),
        said("2017-06-08", "2017-07-04/2017-07-05", speaker="unnamed"),
    ).cell(5, "dates")

    assert cell.standing == "official"
    assert [s.value for s in cell.dissent] == ["2017-07-04/2017-07-05"]


def test_a_date_that_only_sources_give_is_flagged_unconfirmed():
    cell = weighed(said("2024-01-18", "2024-01-23/2024-01-24", PAPER, speaker="unnamed")).cell(5, "dates")

    assert (cell.value, cell.flags) == ("2024-01-23/2024-01-24", ("unconfirmed",))


def test_an_articles_own_voice_does_not_make_a_rumour_more_than_it_is():
    rumour = reading("2024-01-18", {"5": {"dates": "2024-01-23/2024-01-24"}}, speaker="unnamed", article="a")
    headline = said("2024-01-18", "2024-01-23/2024-01-24", status="scheduled", article="a")
    both = replace(rumour, claims=(*headline.claims, replace(rumour.claims[0], id="a/3")))

    ledger = weighed(both)

    assert ledger.cell(5, "dates").flags == ("unconfirmed",)
    assert ledger.cell(5, "status").flags == ("unconfirmed",)


def test_a_denial_of_weight_opens_a_conflict():
    cell = weighed(
        said("2017-05-01", "2017-06-12/2017-06-13"),
        said("2017-05-03", "2017-06-12/2017-06-13", MINISTRY, modality="denied"),
    ).cell(5, "dates")

    assert cell.value == "2017-06-12/2017-06-13"
    assert (cell.standing, [s.publisher for s in cell.dissent]) == ("disputed", [MINISTRY])


def test_the_standing_of_a_publisher_is_that_of_the_adopted_rules():
    ledger = weighed(
        said("2017-05-01", "2017-06-12/2017-06-13", MINISTRY), said("2017-06-08", "2017-07-04/2017-07-05", PAPER)
    )
    assert ledger.value(5, "dates") == "2017-06-12/2017-06-13"

    (rebase,) = ledger.take(rules(standing="agency"))

    assert rebase.data.TYPE == "view.rebased"
    assert ledger.value(5, "dates") == "2017-07-04/2017-07-05"

"""Which round an unnumbered mention speaks of, and what happens to a provisional round as more becomes known."""

import pytest
from builders.weighing import BLOG, PAPER, WIRE, Ledger, reading, weighed


def numbered(day, number, dates, status="concluded", by=WIRE, **fields):
    return reading(day, {str(number): {"dates": dates, "status": status} | fields}, by=by)


def upcoming(day, dates=None, status="proposed", by=PAPER, **fields):
    known = {"status": status, "agenda": ["refugees"]} | fields
    return reading(day, {"next": known | ({"dates": dates} if dates else {})}, by=by)


ROUND_8 = numbered("2017-12-22", 8, "2017-12-21/2017-12-22")
ROUND_9 = numbered("2018-05-15", 9, "2018-05-14/2018-05-15")
JANUARY = upcoming("2018-01-16", "2018-02-15~/2018-02-28~")

TIES = {
    "dates that overlap": ([numbered("2017-01-20", 1, "2017-01-23/2017-01-24", "scheduled")],
                           upcoming("2017-01-17", "2017-01-23/2017-01-24"), 1),
    "a window that holds the dates": ([numbered("2022-11-14", 19, "2022-11-22/2022-11-23", "scheduled")],
                                      upcoming("2022-06-16", "2022-07~/2022-12~"), 19),
    "the rounds on either side, whatever became of the date": ([ROUND_8, ROUND_9], JANUARY, 9),
    "the rounds on either side, without a date": ([ROUND_8, ROUND_9], upcoming("2018-01-16"), 9),
    "the first round, while it lies ahead": ([numbered("2017-01-24", 1, "2017-01-23/2017-01-24")],
                                             upcoming("2017-01-10"), 1),
    "a window just missed": ([ROUND_8, numbered("2018-01-05", 9, "2018-02", "proposed")],
                             upcoming("2018-04-01", "2018-05"), 9),
    "what a number was once planned for": (
        [numbered("2018-01-05", 9, "2018-02", "proposed"), reading("2018-02-10", {"9": {"status": "postponed"}})],
        upcoming("2018-01-16", "2018-02-15~/2018-02-28~"), 9),
    "the last round of the same article": (
        [numbered("2021-07-07", 16, "2021-07-07/2021-07-08", "ongoing")],
        reading("2021-12-08", {
            "next": {"dates": "2021-12-21/2021-12-22", "status": "scheduled", "agenda": ["refugees"]},
            "last": {"dates": "2021-07-07/2021-07-08", "status": "concluded", "background": True},
        }), 17),
    "the round the same article reports on": (
        [],
        reading("2021-12-22", {
            "17": {"dates": "2021-12-21/2021-12-22", "status": "concluded"},
            "next": {"dates": "2022-01~/2022-06~", "status": "proposed", "agenda": ["refugees"]},
        }), 18),
}  # fmt: skip


@pytest.mark.parametrize("name", TIES)
def test_a_next_round_is_tied_by(name):
    known, mention, number = TIES[name]

    for order in ([*known, mention], [mention, *reversed(known)]):
        ledger = weighed(*order)
        assert ledger.provisional() == []
        assert ledger.value(number, "agenda") == ("refugees",)


def test_the_last_round_is_tied_by_its_dates():
    ledger = weighed(
        numbered("2022-06-09", 18, "2022-06-15/2022-06-16", "scheduled"),
        reading("2022-06-16", {"last": {"dates": "2022-06-15/2022-06-16", "status": "concluded"}}),
    )

    assert ledger.value(18, "status") == "concluded"
    assert ledger.provisional() == []


def test_of_two_rounds_in_one_month_the_last_is_the_higher():
    rounds = [reading("2018-01-16", {number: {"dates": "2018-02"}}) for number in ("8", "9")]
    last = reading("2018-02-26", {"last": {"dates": "2018-02-20/2018-02-21", "status": "concluded"}})

    for order in ([*rounds, last], [*reversed(rounds), last]):
        assert weighed(*order).value(9, "dates") == "2018-02-20/2018-02-21"


def test_the_current_round_is_the_one_that_lasts_on_that_day():
    ledger = weighed(
        numbered("2021-06-30", 16, "2021-07-07/2021-07-08", "scheduled"),
        reading("2021-07-07", {"current": {"status": "ongoing"}}),
    )

    assert ledger.value(16, "status") == "ongoing"


def test_the_last_round_without_a_date_is_the_one_just_held():
    ledger = weighed(
        ROUND_8, reading("2017-12-27", {"last": {"outcomes": ["demining-statement"], "status": "concluded"}})
    )

    assert ledger.value(8, "outcomes") == ("demining-statement",)


def test_a_next_round_is_not_tied_across_rounds_that_nobody_spoke_of():
    ledger = weighed(
        numbered("2017-09-15", 6, "2017-09-14/2017-09-15"),
        reading("2017-10-25", {"7": {"status": "proposed", "venue": "Astana"}}),
        JANUARY,
        numbered("2023-06-21", 20, "2023-06-20/2023-06-21"),
    )

    (provisional,) = ledger.provisional()
    assert ledger.value(provisional, "dates") == "2018-02-15~/2018-02-28~"
    assert ledger.value(7, "dates") is None


def test_a_next_round_after_some_date_is_not_a_round_years_later():
    ledger = weighed(upcoming("2018-01-16", "2018-02-20/.."), numbered("2023-06-21", 20, "2023-06-20/2023-06-21"))

    assert len(ledger.provisional()) == 1


def test_last_and_next_round_of_one_article_are_two():
    ledger = weighed(
        reading("2018-01-16", {
            "next": {"dates": "2018-02-15~/2018-02-28~", "status": "proposed"},
            "last": {"dates": "2017-12", "status": "concluded"},
        })
    )  # fmt: skip

    assert sorted(ledger.value(id_, "dates") for id_ in ledger.provisional()) == ["2017-12", "2018-02-15~/2018-02-28~"]


def test_mentions_of_one_meeting_are_one_provisional_round():
    ledger = weighed(
        JANUARY,
        upcoming("2018-01-20", "2018-02", by=WIRE),
        upcoming("2018-02-10", "2018-03-10~/2018-03-20~", by=WIRE),  # moved before its time had come
        reading("2018-03-25", {"last": {"dates": "2018-03-14/2018-03-15", "status": "concluded"}}, by=BLOG),
    )

    (provisional,) = ledger.provisional()
    assert ledger.value(provisional, "dates") == "2018-03-14/2018-03-15"
    assert ledger.value(provisional, "status") == "concluded"


def test_a_next_round_after_the_first_ones_time_is_another():
    ledger = weighed(JANUARY, upcoming("2018-06-20", "2018-07"))

    assert len(ledger.provisional()) == 2


def test_a_provisional_round_is_named_after_its_earliest_mention_whatever_came_first():
    later = upcoming("2018-01-20", "2018-02", by=WIRE)

    forwards, backwards = weighed(JANUARY, later), weighed(later, JANUARY)

    assert forwards.cells() == backwards.cells()
    (old,) = backwards.view.links
    assert backwards.view.find("astana", old).id == forwards.provisional()[0]


def types(changes, round_):
    return [change.data.TYPE for change in changes if change.subject == f"round/{round_}"]


def test_a_provisional_round_that_gets_a_number_is_merged_and_its_id_keeps_answering():
    ledger = weighed(upcoming("2017-01-17", "2017-01-23/2017-01-24", venue="Astana"))
    (provisional,) = ledger.provisional()

    changes = ledger.take(numbered("2017-01-24", 1, "2017-01-23/2017-01-24"))

    assert types(changes, provisional) == ["round.merged"]
    assert types(changes, "astana-1")[0] == "round.announced"
    assert ledger.provisional() == []
    assert ledger.view.find("astana", provisional).id == "astana-1"
    assert ledger.value(1, "venue") == "Astana"


@pytest.fixture
def corrected() -> tuple[Ledger, str]:
    """A provisional round that was merged into round 9, whose article is then corrected to speak of other days."""
    ledger = weighed(JANUARY, numbered("2018-02-01", 9, "2018-02-20/2018-02-21", "scheduled", by=BLOG))
    (provisional,) = ledger.view.links
    assert ledger.view.find("astana", provisional).number == 9
    return ledger, provisional


def test_a_tie_that_no_longer_holds_is_split(corrected):
    ledger, provisional = corrected
    scheduled = {"dates": "2018-02-20/2018-02-21", "status": "scheduled"}
    article = reading("2018-02-01", {"9": scheduled}, by=BLOG).article
    moved = scheduled | {"dates": "2018-09-20/2018-09-21"}
    correction = reading("2018-02-02", {"9": moved}, by=BLOG, article=article, revision=2)

    changes = ledger.take(correction)

    assert types(changes, provisional)[:2] == ["round.split", "round.announced"]
    assert ledger.provisional() == [provisional]
    assert ledger.value(provisional, "dates") == "2018-02-15~/2018-02-28~"
    assert ledger.view.links == {}


def test_a_round_tied_to_another_number_later_is_linked_anew(corrected):
    ledger, provisional = corrected

    ledger.take(
        numbered("2018-01-10", 12, "2018-02-16/2018-02-17", "scheduled"),
    )

    assert ledger.view.find("astana", provisional).number == 12


def test_a_number_beats_the_order_of_numbers_in_an_article():
    ledger = weighed(
        numbered("2023-06-21", 20, "2023-06-20/2023-06-21"),
        reading("2024-01-19", {
            "20": {"dates": "2023-06", "status": "concluded", "background": True},
            "21": {"dates": "2024-01-24/2024-01-25", "status": "scheduled"},
            "next": {"dates": "2024-01-24/2024-01-25", "venue": "Astana", "status": "scheduled"},
        }),
    )  # fmt: skip

    assert ledger.provisional() == []
    assert ledger.value(21, "venue") == "Astana"


def test_a_round_that_an_article_looks_back_on_is_not_the_one_before_the_next():
    ledger = weighed(
        ROUND_8,
        numbered("2017-05-04", 4, "2017-05-03/2017-05-04"),
        reading("2018-01-16", {
            "4": {"dates": "2017-05", "status": "concluded"},
            "next": {"dates": "2018-02-15~/2018-02-28~", "status": "proposed"},
        }),
    )  # fmt: skip

    assert ledger.view.find("astana", "5") is None
    assert len(ledger.provisional()) == 1


def test_a_provisional_round_whose_first_mention_is_taken_back_goes_on_under_the_next():
    first = upcoming("2018-01-16", "2018-02-15~/2018-02-28~")
    second = upcoming("2018-01-20", "2018-02", by=WIRE)
    ledger = weighed(first, second)
    (old,) = ledger.provisional()

    changes = ledger.take(reading("2018-01-17", by=PAPER, article=first.article, revision=2))

    assert types(changes, old) == ["round.merged"]
    (new,) = ledger.provisional()
    assert new != old
    assert ledger.view.find("astana", old).id == new
    assert weighed(second).cells() == ledger.cells()


@pytest.mark.parametrize("ref", ["0", "1000", "20bis", "", "previous"])
def test_what_names_no_round_makes_none(ref):
    assert weighed(reading("2018-01-16", {ref: {"venue": "Astana"}})).view.rounds("astana") == []


def test_a_round_that_is_only_denied_is_none():
    assert weighed(reading("2018-01-16", {"9": {"venue": "Astana"}}, modality="denied")).view.rounds("astana") == []

"""What a message says."""

import msgspec
import pytest
from fakes.changes import RECORDED_AT, cell, change, record, support
from hypothesis import given
from hypothesis import strategies as st

from events.catalogue import CHANGES
from events.rounds import (
    AgendaChanged,
    ConflictOpened,
    ConflictResolved,
    Corroborated,
    ParticipantsChanged,
    ProcessStatusChanged,
    RoundAnnounced,
    RoundMerged,
    RoundSplit,
    RoundWithdrawn,
    StatusChanged,
    VenueChanged,
)
from service.delivery.event_types import ALERTS
from service.delivery.payload import MAX_BYTES, read_alert, render_body
from service.delivery.summary import summarize


def body_of(data, quote_of=None):
    made = record(data)
    return msgspec.json.decode(render_body(made, data, quote_of))


def test_a_body_names_the_change_and_carries_its_cell_and_basis():
    body = body_of(change(previous="2023-07~/2023-12~"))
    data = body.pop("data")
    assert body == {"type": "round.dates_changed", "timestamp": RECORDED_AT}
    assert data.pop("summary") == "Round 21: dates set to 2024-01-24/2024-01-25 (was 2023-07~/2023-12~)"
    carried = data.pop("cell")
    assert data == {
        "id": record(change()).id,
        "position": 8,
        "basis": 7,
        "process": "astana",
        "round": "astana-21",
        "number": 21,
        "field": "dates",
        "value": "2024-01-24/2024-01-25",
        "previous": "2023-07~/2023-12~",
    }
    assert carried["standing"] == "official"
    assert carried["support"][0] == msgspec.to_builtins(support(1))
    assert (carried["support_count"], carried["dissent"], carried["dissent_count"]) == (2, [], 0)


def test_a_body_is_canonical():
    made = record(change())
    body = render_body(made, change())
    decoded = msgspec.json.decode(body)
    assert body == msgspec.json.encode(decoded, order="sorted")


def test_at_most_three_claims_are_cited_and_their_number_told():
    claims = tuple(support(number) for number in range(1, 6))
    carried = body_of(change(cell=cell(support=claims, dissent=claims)))["data"]["cell"]
    assert [claim["claim"] for claim in carried["support"]] == [claim.claim for claim in claims[2:]]
    assert (carried["support_count"], len(carried["dissent"]), carried["dissent_count"]) == (5, 3, 5)


def test_copies_of_one_report_do_not_hide_a_second_origin():
    copies = tuple(support(number, origin="wire") for number in range(2, 9))
    carried = body_of(change(cell=cell(support=(support(1), *copies))))["data"]["cell"]
    assert {claim["origin"] for claim in carried["support"]} == {"agency-1", "wire"}


def test_a_quote_is_given_where_there_is_one_and_cut_at_300_characters():
    quotes = {"revision-1/1": "я" * 400}
    first, second = body_of(change(), quotes.get)["data"]["cell"]["support"]
    assert first["quote"] == "я" * 299 + "…"
    assert "quote" not in second


words = st.text(max_size=2000)


@given(words, words, st.lists(words, max_size=60), st.dictionaries(st.text(max_size=50), words, max_size=30))
def test_no_change_makes_a_body_of_20_kb(value, previous, members, detail):
    claims = tuple(support(number, publisher=word, speaker=word) for number, word in enumerate(members[:9]))
    data = change(
        ParticipantsChanged, cell=cell(tuple(members), detail=detail, support=claims), previous=(value, previous)
    )
    made = record(data)
    body = render_body(made, data, lambda _: value)
    assert len(body) < MAX_BYTES
    assert msgspec.json.decode(body)["data"]["id"] == made.id


def test_a_body_too_long_gives_up_its_quotes_first_and_says_so_where_more_must_go():
    long = change(cell=cell("x" * 18_500))
    data = body_of(long, lambda _: "q" * 300)["data"]
    assert data["truncated"] is True
    assert (data["round"], data["position"], "cell" in data) == ("astana-21", 8, False)
    fits_without_quotes = change(cell=cell("x" * 9_000))
    data = body_of(fits_without_quotes, lambda _: "\x00" * 300)["data"]
    assert "quote" not in data["cell"]["support"][0]
    assert "truncated" not in data


@pytest.mark.parametrize("kind", CHANGES)
def test_every_change_goes_out_unless_it_is_not_to_be_notified(kind):
    assert read_alert(record(change(kind))) == change(kind)
    assert read_alert(record(change(kind, notify=False))) is None
    assert kind.TYPE in ALERTS


NUMBERLESS = {"number": None, "round": "astana-p-0a1b2c3d"}
SAID = [
    (change(RoundAnnounced), "Round 21: first reported by Agency 1, Agency 2"),
    (change(RoundAnnounced, **NUMBERLESS), "Provisional round astana-p-0a1b2c3d: first reported by Agency 1, Agency 2"),
    (change(RoundWithdrawn, cell=cell(None, support=())), "Round 21: withdrawn, since nothing speaks of it any more"),
    (change(), "Round 21: dates set to 2024-01-24/2024-01-25"),
    (change(cell=cell(None), previous="2024-01"), "Round 21: dates no longer known (was 2024-01)"),
    (
        change(StatusChanged, field="status", cell=cell("concluded"), previous="ongoing"),
        "Round 21: status set to concluded (was ongoing)",
    ),
    (
        change(StatusChanged, field="status", cell=cell("ongoing", flags=("unconfirmed",)), previous="ongoing"),
        "Round 21: status stays ongoing, unconfirmed",
    ),
    (
        change(StatusChanged, field="status", cell=cell("ongoing"), previous="ongoing"),
        "Round 21: status stays ongoing, no longer flagged",
    ),
    (change(VenueChanged, field="venue", cell=cell("Astana")), "Round 21: venue set to Astana"),
    (
        change(ParticipantsChanged, field="participants", cell=cell(("IR", "RU", "TR")), previous=("RU", "US")),
        "Round 21: participants added IR, TR; removed US",
    ),
    (
        change(ParticipantsChanged, field="observers", cell=cell(("UN",), detail={"UN": "seen"}), previous=("UN",)),
        "Round 21: observers details changed (UN seen)",
    ),
    (change(AgendaChanged, field="agenda", cell=cell(("idlib",))), "Round 21: agenda added idlib"),
    (
        change(ConflictOpened, cell=cell(dissent=(support(3, value="2024-02"),))),
        "Round 21: dates disputed; stays 2024-01-24/2024-01-25, but Agency 3 says 2024-02",
    ),
    (change(ConflictResolved), "Round 21: dates 2024-01-24/2024-01-25, no longer disputed"),
    (change(Corroborated), "Round 21: dates 2024-01-24/2024-01-25, now official with 2 independent origins"),
    (change(Corroborated, cell=cell(origins=1)), "Round 21: dates 2024-01-24/2024-01-25, now official with 1 origin"),
    (change(RoundMerged, round="astana-p-0a1b2c3d", into="astana-21"), "astana-p-0a1b2c3d turned out to be astana-21"),
    (
        change(RoundSplit, round="astana-p-0a1b2c3d", off="astana-21"),
        "astana-p-0a1b2c3d is a round of its own again, apart from astana-21",
    ),
    (
        change(ProcessStatusChanged, cell=cell("disputed"), previous="active"),
        "Process astana: status set to disputed (was active)",
    ),
]


@pytest.mark.parametrize(("data", "line"), SAID)
def test_a_summary_says_in_a_line_what_changed(data, line):
    assert summarize(data) == line


@pytest.mark.parametrize("data", [data for data, _ in SAID])
def test_every_kind_of_alert_renders(data):
    body = body_of(data)
    assert body["type"] == data.TYPE
    assert body["data"]["process"] == "astana"


def test_a_summary_stays_short():
    assert len(summarize(change(cell=cell("x" * 1000)))) == 300


def test_what_is_no_change_makes_no_message():
    made = msgspec.structs.replace(record(change()), type="article.captured")
    assert read_alert(made) is None


def test_dates_of_a_process_have_no_round():
    data = body_of(change(ProcessStatusChanged, cell=cell("active")))["data"]
    assert (data["round"], data["number"], data["field"], data["value"]) == (None, None, "status", "active")


def test_a_merge_says_into_what():
    assert body_of(change(RoundMerged, into="astana-21"))["data"]["into"] == "astana-21"

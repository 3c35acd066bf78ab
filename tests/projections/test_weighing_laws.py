"""Laws of weighing, for logs nobody thought of."""

from builders.weighing import EXTRACTOR, Ledger, reading, rules
from hypothesis import given, settings
from hypothesis import strategies as st

from events.canonical import encode
from events.claims import ClaimsExtracted
from events.rules import DeadlinePassed
from projections.view import View
from projections.weighing import Weighing

DATES = st.sampled_from(
    ["2018-02-20/2018-02-21", "2018-02-21", "2018-02", "2018-02-15~/2018-02-28~", "2018-02-20/..",
     "2018-05-14/2018-05-15", "2018-05", "2018-07-30/2018-07-31", "2018-06-20~", "2018"]
)  # fmt: skip
DAYS = st.sampled_from(
    ["2018-01-16", "2018-02-06", "2018-02-20", "2018-03-01", "2018-05-15", "2018-06-01", "2018-08-15"]
)
PUBLISHERS = st.sampled_from(["Ministry", "Wire", "Wire Two", "Paper", "Gazette", "Blog"])
ATTENDANCE = st.sampled_from(["invited", "expected", "confirmed", "seen", "absent"])
MEMBERS = st.dictionaries(st.sampled_from(["RU", "US", "UN"]), ATTENDANCE, max_size=2)
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "dates": DATES,
        "venue": st.sampled_from(["Astana", "Nur-Sultan", "Sochi"]),
        "status": st.sampled_from(["proposed", "scheduled", "postponed", "cancelled", "ongoing", "concluded"]),
        "participants": MEMBERS,
        "observers": MEMBERS,
        "agenda": st.lists(st.sampled_from(["idlib", "refugees"]), unique=True),
        "outcomes": st.lists(st.sampled_from(["joint-statement", "no-agreement"]), unique=True),
        "background": st.booleans(),
    },
)
MODALITIES = st.sampled_from(["asserted"] * 6 + ["expected", "proposed", "conditional", "denied", "retracted"])
SPEAKERS = st.sampled_from(["agency", "agency", "host", "guarantor", "delegation", "unnamed"])
REFS = st.sampled_from(["8", "9", "10", "next", "last", "current"])


@st.composite
def readings(draw, *, alone: bool = False) -> ClaimsExtracted:
    """Any article; unless it is to stand alone, one of few now and then, so that revisions replace each other."""
    publisher = draw(PUBLISHERS)
    revision = draw(st.integers(1, 3))
    corrected = None if alone else draw(st.none() | st.sampled_from(["a", "b"]))
    said = f"2018-0{revision}-10" if corrected else draw(DAYS)
    course = draw(st.none() | st.tuples(st.sampled_from(["declared-over", "continuing"]), SPEAKERS))
    return reading(
        said,
        draw(st.dictionaries(REFS, FIELDS, max_size=3)),
        by=publisher,
        speaker=draw(SPEAKERS),
        origin=draw(st.none() | st.just("wire")),
        article=f"{corrected} of {publisher}" if corrected else None,
        revision=revision,
        process=course,
        modality=draw(MODALITIES),
    )


DEADLINES = st.builds(DeadlinePassed, day=DAYS, notify=st.just(True))
LOGS = st.lists(readings() | readings() | readings() | DEADLINES, max_size=8)


def weighed_from(bodies) -> Ledger:
    ledger = Ledger()
    ledger.take(rules(), *bodies)
    return ledger


@settings(max_examples=60, deadline=None)
@given(LOGS)
def test_any_log_gives_a_view_and_the_recorded_changes_fold_to_it(bodies):
    ledger, view = weighed_from(bodies), View()
    for record in ledger.records:
        view.fold(record)

    assert encode(view.plain()) == encode(ledger.view.plain())


@settings(max_examples=60, deadline=None)
@given(LOGS, st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter_to_the_final_view(bodies, random):
    shuffled, revisions = list(bodies), {}
    random.shuffle(shuffled)
    for body in bodies:
        if isinstance(body, ClaimsExtracted):
            revisions.setdefault((body.article, body.said_at), []).append(body)
    # Two versions of one article said at once are told apart by which came in last, so their order stays.
    for at, body in enumerate(shuffled):
        if isinstance(body, ClaimsExtracted):
            shuffled[at] = revisions[body.article, body.said_at].pop(0)

    assert weighed_from(shuffled).cells() == weighed_from(bodies).cells()


@settings(max_examples=40, deadline=None)
@given(LOGS, LOGS)
def test_a_snapshot_and_the_rest_give_what_the_whole_gives(first, rest):
    whole, resumed = weighed_from(first), weighed_from(first)

    snapshot = resumed.weighing.dump()
    resumed.weighing = Weighing.load(snapshot)
    assert resumed.weighing.dump() == snapshot
    for ledger in (whole, resumed):
        ledger.take(*rest)

    assert resumed.records == whole.records


@settings(max_examples=40, deadline=None)
@given(LOGS, LOGS)
def test_a_log_recalled_and_the_rest_give_what_the_whole_gives(first, rest):
    whole, recalled = weighed_from(first), weighed_from(first)
    recalled.weighing = Weighing()
    recalled.weighing.recall(recalled.records, upto=len(recalled.records))

    for ledger in (whole, recalled):
        ledger.take(*rest)

    assert recalled.records == whole.records


@settings(max_examples=40, deadline=None)
@given(LOGS)
def test_weighing_anew_under_the_same_rules_changes_nothing(bodies):
    ledger = weighed_from(bodies)

    assert ledger.take(rules()) == []


@settings(max_examples=40, deadline=None)
@given(LOGS)
def test_taking_back_every_article_empties_the_view(bodies):
    ledger = weighed_from(bodies)

    ledger.take(rules(extractor="none of them"))

    assert ledger.cells() == []


@settings(max_examples=40, deadline=None)
@given(LOGS)
def test_no_two_changes_share_an_id(bodies):
    ids = [record.id for record in weighed_from(bodies).records]

    assert len(set(ids)) == len(ids)


NUMBERED = LOGS.map(lambda bodies: [b for b in bodies if not isinstance(b, ClaimsExtracted) or _numbered(b)])


def _numbered(body: ClaimsExtracted) -> bool:
    """Whether it names every round by number: "the next round" is another one in a copy put up a year later."""
    return all(claim.round is None or claim.round.isdecimal() for claim in body.claims)


@settings(max_examples=80, deadline=None)
@given(NUMBERED, readings(alone=True).filter(_numbered), st.sampled_from(["2018-03-02", "2018-09-01"]))
def test_a_copy_of_a_known_report_changes_no_value(bodies, original, put_up):
    """Nor does it when it is put up months later, by a publisher of whatever standing."""
    ledger = weighed_from([*bodies, original])
    values = [(subject, field, cell.value) for subject, field, _, cell in ledger.cells()]
    said_at = max(original.said_at, f"{put_up}T00:00:00.000000Z")
    changed = {"publisher": "Ministry of Copies", "article": "z", "revision": "z", "said_at": said_at}
    fields = {name: getattr(original, name) for name in original.__struct_fields__}

    ledger.take(ClaimsExtracted(**fields | changed))

    assert [(subject, field, cell.value) for subject, field, _, cell in ledger.cells()] == values


STANDINGS = ("disputed", "single", "corroborated", "official")


@settings(max_examples=60, deadline=None)
@given(NUMBERED, st.sampled_from(["8", "9", "10"]), st.sampled_from(["dates", "venue"]), st.booleans())
def test_an_agreeing_independent_origin_never_lowers_standing(bodies, number, field, official):
    """Among numbered mentions; it may also be what ties an unnumbered one, which then says more exactly when."""
    ledger = weighed_from(bodies)
    before = ledger.cell(number, field)
    if before is None or before.value is None:
        return

    ledger.take(reading("2018-08-20", {number: {field: before.value}}, by="Ministry" if official else "Newcomer"))

    after = ledger.cell(number, field)
    assert after.value == before.value
    assert STANDINGS.index(after.standing) >= STANDINGS.index(before.standing)


def test_the_strategies_speak_for_the_adopted_extractor():
    assert rules().extractor == EXTRACTOR

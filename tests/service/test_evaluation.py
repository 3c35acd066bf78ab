from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from service.evaluation import FIELDS, Fact, Judged, Score, by_field, by_language, by_publisher, compare, worst

ANNOTATION = {
    "relevant": True,
    "rounds": {
        "20": {
            "dates": "2023-06-20/2023-06-21",
            "venue": "Astana",
            "status": "scheduled",
            "participants": ["RU", "IR", "TR"],
            "observers": ["UN"],
        }
    },
    "process": None,
}
NOTHING = {"relevant": False, "rounds": {}, "process": None}

rounds = st.dictionaries(
    st.sampled_from(["1", "20", "next", "last"]),
    st.fixed_dictionaries(
        {},
        optional={
            "dates": st.sampled_from(["2023-06-20/2023-06-21", "2023-06", "2023-06-20~", "2023-06-20/.."]),
            "venue": st.sampled_from(["Astana", "Sochi"]),
            "status": st.sampled_from(["scheduled", "concluded"]),
            "participants": st.lists(st.sampled_from(["RU", "IR", "TR"]), unique=True),
            "agenda": st.lists(st.sampled_from(["idlib", "demining"]), unique=True),
        },
    ),
)
tables = st.fixed_dictionaries(
    {"relevant": st.booleans(), "rounds": rounds, "process": st.sampled_from([None, "continuing"])}
)


def judged(annotation: dict, told: dict, *, id_: str = "a", lang: str = "en", publisher: str = "P") -> Judged:
    return Judged(id_, lang, publisher, compare(annotation, told))


@given(tables)
def test_an_answer_equal_to_the_annotation_has_no_differences(table: dict) -> None:
    comparison = compare(table, table)
    assert (comparison.missed, comparison.surplus) == ((), ())


@given(tables, tables)
def test_every_fact_of_either_side_is_counted_once(annotation: dict, told: dict) -> None:
    found, missed, surplus = compare(annotation, told)
    everything, _, _ = compare(annotation, annotation)
    said, _, _ = compare(told, told)
    assert len(found) + len(missed) == len(everything)
    assert len(found) + len(surplus) == len(said)


def test_a_wrong_value_is_missed_and_surplus() -> None:
    told = {"relevant": True, "rounds": {"20": ANNOTATION["rounds"]["20"] | {"venue": "Sochi"}}}
    comparison = compare(ANNOTATION, told)
    assert comparison.missed == (Fact("venue", "20", "Astana"),)
    assert comparison.surplus == (Fact("venue", "20", "Sochi"),)


def test_a_value_of_another_round_does_not_count() -> None:
    told = {"relevant": True, "rounds": {"21": ANNOTATION["rounds"]["20"]}}
    assert [fact.field for fact in compare(ANNOTATION, told).found] == ["relevant"]


def test_a_member_named_twice_is_found_once() -> None:
    told = {"relevant": True, "rounds": {"20": {"observers": ["UN", "UN"]}}}
    assert compare(ANNOTATION, told).surplus == (Fact("observers", "20", "UN"),)


def test_precision_recall_and_f1_follow_from_the_counts() -> None:
    score = Score(found=6, missed=2, surplus=4)
    assert (score.precision, score.recall, score.facts) == (0.6, 0.75, 8)
    assert abs(score.f1 - 2 * 0.6 * 0.75 / (0.6 + 0.75)) < 1e-12
    assert (Score().precision, Score().recall, Score().f1) == (0, 0, 0)


def test_relevance_counts_neither_for_core_nor_overall() -> None:
    scores = by_field([judged(NOTHING, {"relevant": True, "rounds": {}})])
    assert scores["relevant"] == Score(0, 1, 1)
    assert scores["core"] == scores["overall"] == Score()


def test_core_leaves_out_agenda_and_outcomes() -> None:
    annotation = {
        "relevant": True,
        "rounds": {"1": {"agenda": ["idlib"], "outcomes": ["no-agreement"], "venue": "Astana"}},
    }
    scores = by_field([judged(annotation, NOTHING)])
    assert scores["overall"].missed == 4
    assert scores["core"].missed == 2
    assert list(scores) == ["relevant", *FIELDS, "core", "overall"]


def test_languages_and_publishers_are_scored_apart() -> None:
    good = judged(ANNOTATION, ANNOTATION, lang="ru", publisher="Good")
    bad = judged(ANNOTATION, NOTHING, lang="tr", publisher="Bad")
    assert _f1(by_language([bad, good])) == {"ru": 1, "tr": 0}
    assert _f1(by_publisher([bad, good])) == {"Bad": 0, "Good": 1}


def test_the_worst_have_the_most_differences_and_those_without_any_are_not_among_them() -> None:
    good = judged(ANNOTATION, ANNOTATION, id_="good")
    off = judged(ANNOTATION, ANNOTATION | {"process": "continuing"}, id_="off")
    bad = judged(ANNOTATION, NOTHING, id_="bad")
    assert _ids(worst([good, off, bad], 5)) == ["bad", "off"]
    assert _ids(worst([good, off, bad], 1)) == ["bad"]


def _f1(scores: dict[str, Score]) -> dict[str, float]:
    return {name: score.f1 for name, score in scores.items()}


def _ids(dispatches: Iterable[Judged]) -> list[str]:
    return [dispatch.id for dispatch in dispatches]

import itertools
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fakes.dispatches import read
from hypothesis import given
from hypothesis import strategies as st

from events.claims import Claim, Evidence, Speaker
from service.cli.marking import Mark, marked_text, marks_of, show
from service.extraction.article import Article, Reading

slices = st.tuples(st.integers(0, 40), st.integers(1, 10)).map(lambda pair: Evidence(start=pair[0], end=sum(pair)))


def reading(*evidence: Evidence) -> Reading:
    claims = (
        Claim(
            process="astana",
            round="18",
            field="venue",
            value="Astana",
            speaker=Speaker(kind="agency"),
            rule="venue.held",
            evidence=(each,),
        )
        for each in evidence
    )
    return Reading(relevant=True, lang="en", claims=tuple(claims))


def article(body: str) -> Article:
    return Article("", body, "en", datetime(2022, 6, 9, tzinfo=UTC), "Esil Courier")


@given(st.lists(slices))
def test_every_slice_lies_in_one_mark_and_no_two_marks_overlap(evidence: list[Evidence]) -> None:
    marks = marks_of(reading(*evidence))
    assert all(sum(mark.start <= each.start and each.end <= mark.end for mark in marks) == 1 for each in evidence)
    assert all(one.end <= other.start for one, other in itertools.pairwise(marks))


@given(st.text("ab \n", min_size=50), st.lists(slices))
def test_without_its_brackets_the_marked_text_is_the_text(text: str, evidence: list[Evidence]) -> None:
    shown = marked_text(text, marks_of(reading(*evidence))).plain
    assert re.sub(r"\[[0-9]+: |\]", "", shown) == text


def test_marks_are_numbered_in_text_order() -> None:
    assert marked_text("one two three", [Mark(0, 3), Mark(8, 13)]).plain == "[1: one] two [2: three]"


def test_what_could_steer_a_terminal_is_shown_as_a_replacement_character() -> None:
    assert marked_text("a\x1b[2Jb\n\nc", [Mark(0, 2)]).plain == "[1: a\ufffd][2Jb\n\nc"


def test_each_claim_names_the_mark_it_rests_on(capsys: pytest.CaptureFixture[str]) -> None:
    text = "The 18th round of the Astana talks on Syria ended in Nur-Sultan on Thursday."
    venue = next(claim for claim in read("", "past") if claim.field == "venue")
    show(Path("a.txt"), article(text), Reading(relevant=True, lang="en", claims=(venue,)), "Astana Process")
    shown = capsys.readouterr().out
    assert f"[1: {text}]" in shown
    row = next(line for line in shown.splitlines() if line.strip().startswith("[1] "))
    assert row.split()[:5] == ["[1]", "18", "venue", "Nur-Sultan", "asserted"]
    assert venue.rule in row


def test_an_article_about_something_else_says_so_below_its_text(capsys: pytest.CaptureFixture[str]) -> None:
    silent = Reading(relevant=False, lang="en", claims=())
    show(Path("a.txt"), article("Cyclists set off."), silent, "Astana Process")
    shown = capsys.readouterr().out
    assert shown.rstrip().endswith("It doesn't speak of the Astana Process.")
    assert "Cyclists set off." in shown

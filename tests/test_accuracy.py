"""Reading doesn't get worse: no field falls below the figures recorded for the project's own annotated dispatches.

`roundlog evaluate … --record tests/data/accuracy.json` renews them (docs/accuracy.md gives the whole command).
"""

import json
from functools import cache
from pathlib import Path

import pytest

from config.dossier import load_dossiers
from config.lexicon import load_lexicons
from service.annotated import judge, read_folder
from service.evaluation import Score, by_field

DATA = Path(__file__).parent / "data"
RECORDED = json.loads((DATA / "accuracy.json").read_text("utf-8"))
TOLERANCE = 0.01


@cache
def measured() -> tuple[int, dict[str, Score]]:
    """Number of dispatches, and the scores of all fields."""
    folders = [folder for folder in (DATA / "dispatches", DATA / "languages") if folder.is_dir()]
    dispatches, unreadable = read_folder(folders)
    assert unreadable == []
    lexicons, dossier = load_lexicons(), load_dossiers()[0]
    return len(dispatches), by_field(judge(dispatch, lexicons, dossier) for dispatch in dispatches)


@pytest.mark.parametrize("field", RECORDED["f1"])
def test_no_field_falls_below_its_recorded_figure(field: str) -> None:
    f1 = measured()[1][field].f1
    assert f1 >= RECORDED["f1"][field] - TOLERANCE


def test_the_recorded_figures_are_of_this_set_and_of_all_its_fields() -> None:
    dispatches, scores = measured()
    assert RECORDED["dispatches"] == dispatches, "the set has changed: record its figures (docs/accuracy.md says how)"
    assert set(RECORDED["f1"]) == set(scores)

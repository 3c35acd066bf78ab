"""`roundlog evaluate` as a user runs it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(sys.executable).parent / "roundlog"
GOLD = {"relevant": True, "rounds": {"18": {"dates": "2022-06-15/2022-06-16", "venue": "Sochi"}}, "process": None}
DISPATCH = {
    "id": "one",
    "publisher": "Esil Courier",
    "lang": "en",
    "published": "2022-06-09T09:00:00Z",
    "title": "Talks on Syria next week",
    "text": "The 18th round of the Astana talks on Syria will be held in Nur-Sultan on 15-16 June 2022.",
    "gold": GOLD,
}


def evaluate(*args: object) -> subprocess.CompletedProcess[str]:
    command = [SCRIPT, "evaluate", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one annotated dispatch, whose venue the annotation has wrong."""
    path = tmp_path / "set"
    path.mkdir()
    (path / "one.json").write_text(json.dumps(DISPATCH))
    return path


def test_the_figures_come_by_field_language_and_publisher_with_the_worst_dispatches(folder: Path) -> None:
    shown = json.loads(evaluate("--json", folder).stdout)
    assert shown["dispatches"] == 1
    assert shown["fields"]["dates"] == {"precision": 1, "recall": 1, "f1": 1, "facts": 1}
    assert shown["fields"]["venue"] == {"precision": 0, "recall": 0, "f1": 0, "facts": 1}
    assert list(shown["languages"]) == ["en"] and list(shown["publishers"]) == ["Esil Courier"]
    (worst,) = shown["worst"]
    assert worst["id"] == "one"
    assert {"field": "venue", "round": "18", "value": "Sochi"} in worst["missed"]
    assert {"field": "venue", "round": "18", "value": "Nur-Sultan"} in worst["surplus"]


def test_people_get_tables_and_the_differences(folder: Path) -> None:
    shown = evaluate(folder)
    assert shown.returncode == 0
    assert "missed   venue 18 Sochi" in shown.stdout
    assert "missed" not in evaluate(folder, "--worst", 0).stdout


def test_write_renews_what_stands_between_the_markers(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- accuracy:begin -->\nold\n<!-- accuracy:end -->\nafter\n")
    assert evaluate(folder, "--write", page).returncode == 0
    once = page.read_text()
    assert once.startswith("before\n") and once.endswith("\nafter\n") and "old" not in once
    assert "| dates | 1.000 | 1.000 | 1.000 | 1 |" in once
    evaluate(folder, "--write", page)
    assert page.read_text() == once


def test_record_writes_the_figures_that_tests_are_held_to(folder: Path, tmp_path: Path) -> None:
    evaluate(folder, "--record", tmp_path / "figures.json")
    recorded = json.loads((tmp_path / "figures.json").read_text())
    assert recorded["dispatches"] == 1
    assert recorded["f1"]["dates"] == 1 and recorded["f1"]["venue"] == 0


def test_files_without_annotation_are_passed_over(folder: Path) -> None:
    (folder / "bare.json").write_text(json.dumps({key: DISPATCH[key] for key in DISPATCH if key != "gold"}))
    (folder / "list.json").write_text("[1, 2]")
    shown = evaluate("--json", folder)
    assert shown.returncode == 0
    assert json.loads(shown.stdout)["dispatches"] == 1


@pytest.mark.parametrize(
    "content",
    [
        "{",
        json.dumps(DISPATCH | {"gold": None}),
        json.dumps(DISPATCH | {"gold": {"rounds": {"18": {"dates": "soon"}}}}),
        json.dumps(DISPATCH | {"gold": {"rounds": {"18": {"participants": "RU"}}}}),
        json.dumps(DISPATCH | {"gold": {"rounds": {"18": {"place": "Astana"}}}}),
        json.dumps(DISPATCH | {"gold": {"rounds": []}}),
    ],
)
def test_a_malformed_file_is_named_and_the_others_are_measured(folder: Path, content: str) -> None:
    (folder / "bad.json").write_text(content)
    run = evaluate("--json", folder)
    assert run.returncode == 1
    assert len(run.stderr.strip().splitlines()) == 1 and "bad.json" in run.stderr
    assert json.loads(run.stdout)["dispatches"] == 1


def test_a_folder_without_annotated_dispatches_is_wrong_use(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing"):
        run = evaluate(path)
        assert run.returncode == 2
        assert len(run.stderr.strip().splitlines()) == 1 and "Traceback" not in run.stderr


def test_a_document_without_markers_is_left_alone(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("no place for a table\n")
    run = evaluate(folder, "--write", page)
    assert run.returncode == 1
    assert "accuracy:begin" in run.stderr and len(run.stderr.strip().splitlines()) == 1
    assert page.read_text() == "no place for a table\n"

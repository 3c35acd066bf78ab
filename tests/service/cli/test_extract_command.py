import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from service.cli import app

DISPATCH = {
    "id": "x-1",
    "url": "https://example.org/x-1",
    "publisher": "Wire",
    "lang": "en",
    "published": "2024-01-19T15:00:00Z",
    "title": "Astana round set",
    "text": "The 21st round of the Astana talks on Syria will be held in Astana on 24 and 25 January.",
}


@pytest.fixture
def run():
    def invoke(*arguments):
        return CliRunner().invoke(app, ["extract", *map(str, arguments)])

    return invoke


@pytest.fixture
def dispatch(tmp_path):
    def write(name="x-1.json", **changes):
        path = tmp_path / name
        path.write_text(json.dumps(DISPATCH | changes), "utf-8")
        return path

    return write


def test_one_json_line_a_dispatch_in_the_order_named(run, dispatch):
    result = run("--json", dispatch(), dispatch("x-2.json", id="x-2"))
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["id"] for line in lines] == ["x-1", "x-2"]
    assert lines[0]["rounds"]["21"] == {"dates": "2024-01-24/2024-01-25", "venue": "Astana", "status": "scheduled"}
    assert (lines[0]["relevant"], lines[0]["process"], result.exit_code) == (True, None, 0)


def test_a_gold_key_is_never_read(run, dispatch):
    gold = {"relevant": False, "rounds": {}, "process": "declared-over"}
    assert run("--json", dispatch(gold=gold)).stdout == run("--json", dispatch()).stdout


def test_people_see_each_claim_with_its_quote(run, dispatch):
    result = run(dispatch())
    for shown in ("21", "dates", "2024-01-24/2024-01-25", "extent", "expected", "will be held in Astana"):
        assert shown in result.stdout


def test_people_are_told_when_a_text_speaks_of_something_else(run, dispatch):
    assert "doesn't speak of the Astana Process" in run(dispatch(text="Rain at the weekend.")).stdout


def test_plain_text_has_its_headline_in_the_first_line(run, tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("Astana-21 on Syria\n\nThe round opens next Wednesday and will last two days.", "utf-8")
    line = json.loads(run("--json", "--published", "2024-01-19T15:00Z", path).stdout)
    assert (line["id"], line["rounds"]["21"]["dates"]) == ("note", "2024-01-24/2024-01-25")


def test_plain_text_without_a_date_places_no_weekdays(run, tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("Astana-21 on Syria\n\nThe round opens next Wednesday.", "utf-8")
    assert "dates" not in json.loads(run("--json", path).stdout)["rounds"]["21"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.json", b"", "it is empty"),
        ("broken.json", b'{"text": ', "it isn't JSON"),
        ("list.json", b"[1]", "it isn't a JSON object"),
        ("silent.json", b'{"id": "x"}', "neither `text` nor `title`"),
        ("undated.json", b'{"id": "x", "text": "y", "published": "soon"}', "isn't a date"),
        ("empty.txt", b"  \n", "it is empty"),
        ("latin.txt", b"\xff\xfe\x00", "isn't text in UTF-8"),
    ],
)
def test_a_file_that_gives_no_article_gets_one_line_and_the_others_are_read(
    run, dispatch, tmp_path, name, content, reason
):
    path = tmp_path / name
    path.write_bytes(content)
    result = run("--json", path, dispatch())
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"roundlog: {path}: ")
    assert reason in line
    assert json.loads(result.stdout)["id"] == "x-1"
    assert result.exit_code == 1


def test_a_missing_file_gets_one_line(run, tmp_path):
    result = run(tmp_path / "gone.json")
    assert (len(result.stderr.splitlines()), result.exit_code) == (1, 1)


def test_wrong_use_is_exit_code_2(run, dispatch):
    assert run("--bogus", dispatch()).exit_code == 2
    assert run().exit_code == 2


def test_a_wrong_date_of_publication_is_wrong_use(dispatch):
    command = [str(Path(sys.executable).with_name("roundlog")), "extract", "--published", "soon", str(dispatch())]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert result.stderr.startswith("roundlog: --published takes a date")


def test_it_loads_nothing_heavy(dispatch):
    code = (
        "import sys\n"
        "from typer.testing import CliRunner\n"
        "from service.cli import app\n"
        "CliRunner().invoke(app, ['extract', '--json', sys.argv[1]], catch_exceptions=False)\n"
        "heavy = {'sqlmodel', 'sqlalchemy', 'fastapi', 'feedparser', 'httpx', 'alembic'}\n"
        "sys.exit(', '.join(sorted(heavy & sys.modules.keys())) or None)\n"
    )
    command = [sys.executable, "-c", code, str(dispatch())]
    result = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": "."})
    assert (result.returncode, result.stderr) == (0, "")

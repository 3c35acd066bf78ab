"""What commands print."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.cli.output import console, print_json, safe, table

HOSTILE = "a\x1b[31mred\x1b]0;title\x07\x9b2J\x00\x7f\u202etxt.exe\u2066\u2028b\ud800"


@given(st.text())
def test_safe_text_is_one_line_without_controls(text):
    shown = safe(text)
    assert len(shown) == len(text)
    assert not any(unicodedata.category(each) in {"Cc", "Cs", "Zl", "Zp"} for each in shown)
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(st.text(st.characters(categories=["L", "M", "N", "P", "S", "Zs"])))
def test_ordinary_text_of_any_script_stays_as_it_is(text):
    assert safe(text) == text


def test_joiners_that_scripts_need_stay():
    assert safe("می‌خواهم\u200f") == "می‌خواهم\u200f"


def test_breaks_and_tabs_become_spaces():
    assert safe("one\r\n\ttwo") == "one   two"


def test_markup_in_a_cell_stays_text_and_controls_go(capsys):
    console().print(table(["what"], [["[red]x[/red] [link=http://e]y[/link] :smile:"], [HOSTILE], [None], [7]]))
    shown = capsys.readouterr().out
    assert "[red]x[/red] [link=http://e]y[/link] :smile:" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_a_long_cell_is_shown_whole(capsys):
    long = "".join(chr(0x4E00 + number) for number in range(500))
    console().print(table(["a", "b"], [["x", long]]))
    assert "".join(each for each in capsys.readouterr().out if each in long) == long


def test_markup_printed_as_a_line_stays_text(capsys):
    console().print("[bold]x[/bold]")
    assert capsys.readouterr().out == "[bold]x[/bold]\n"


@pytest.mark.parametrize("value", [HOSTILE[:-1], {"k": ["é", None, True, 1]}, ["\u2028"]])
def test_json_is_one_line_that_reads_back_and_steers_no_terminal(value, capsysbinary):
    print_json(value)
    line = capsysbinary.readouterr().out.decode()
    assert json.loads(line) == value
    assert line.count("\n") == 1
    assert safe(line[:-1]) == line[:-1]

"""Every command line in the documents is one that Roundlog understands."""

import json
import re
import shlex
from pathlib import Path

import pytest
import typer.main

from service.cli import app

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^(?:\$ |docker compose exec roundlog )?roundlog +([^#\n]+)", re.MULTILINE)
LINES = sorted(
    {
        match[1].strip()
        for page in PAGES
        for block in BLOCK.findall(page.read_text("utf-8"))
        for match in COMMAND.finditer(block)
    }
)


def test_the_documents_show_commands():
    assert len(LINES) >= 10


@pytest.mark.parametrize("line", LINES)
def test_a_documented_command_is_understood(line):
    command, words = typer.main.get_command(app), shlex.split(line)
    while hasattr(command, "commands"):
        command = command.commands[words.pop(0)]
    # Parses the arguments and raises where one of them is unknown; runs nothing.
    command.make_context(command.name, words)


def test_the_webhook_body_of_the_readme_is_json():
    (body,) = re.findall(r"^```json\n(.*?)^```$", PAGES[0].read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert json.loads(body).keys() == {"data", "timestamp", "type"}

"""docs/operations.md keeps up with the settings."""

from pathlib import Path

import pytest

from config.settings import Settings

DOCUMENT = (Path(__file__).parent.parent / "docs" / "operations.md").read_text("utf-8")
ROWS = [line for line in DOCUMENT.splitlines() if line.startswith("| `ROUNDLOG_")]


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_each_setting_is_documented_with_its_default(name):
    default = Settings.model_fields[name].default
    shown = "unset" if default in {None, "", ()} else f"`{default}`"
    assert sum(row.startswith(f"| `ROUNDLOG_{name.upper()}` | {shown} | ") for row in ROWS) == 1


def test_no_setting_is_documented_that_is_not_there():
    assert len(ROWS) == len(Settings.model_fields)

"""The documents keep up with the code."""

from pathlib import Path

import pytest

from events.catalogue import TYPES

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("name", sorted(TYPES))
def test_every_event_type_is_documented_with_its_version(name: str) -> None:
    row = f"| `{name}` | {TYPES[name].VERSION} |"
    assert row in (ROOT / "docs" / "events.md").read_text("utf-8")


def test_every_link_between_documents_leads_somewhere() -> None:
    broken = [
        f"{page.name}: {target}"
        for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
        if page.exists()
        for target in _links(page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []


def _links(text: str) -> list[str]:
    parts = text.split("](")[1:]
    targets = (part.split(")")[0].split("#")[0] for part in parts)
    return [target for target in targets if target and "://" not in target]

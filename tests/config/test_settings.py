"""Settings: what can't be meant is refused before anything starts."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from config.settings import Settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CONTACT", "Журналист"),
        ("CONTACT", "a\nb"),
        ("PUBLIC_URL", "nonsense"),
        ("PUBLIC_URL", "ftp://example.org"),
        ("PUBLIC_URL", "https://[::1"),
        ("POLL_INTERVAL", "nan"),
        ("TICK_INTERVAL", "0"),
        ("ALLOW_PRIVATE", "loopback"),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"ROUNDLOG_{name}", value)
    with pytest.raises(ValidationError) as refused:
        Settings()
    assert [error["loc"] for error in refused.value.errors()] == [(name.lower(),)]


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.setenv(f"ROUNDLOG_{name.upper()}", "")
    settings = Settings()
    assert settings.data_dir == Path("var")
    assert settings.public_url is None and settings.poll_interval == 900

from pathlib import Path

import pytest
from fakes.dispatches import read

from service.errors import RoundlogError
from service.kept_readings import KeptReadings, discard_readings
from service.reading import Readings

ONE = Readings(("astana",), "en", read(""))
NONE = Readings((), "ru", ())


def test_what_is_kept_is_there_again(tmp_path: Path) -> None:
    with KeptReadings(tmp_path, "1-a") as kept:
        kept.keep([("x", ONE), ("y", NONE)])
    with KeptReadings(tmp_path, "1-a") as kept:
        assert (kept.get("x"), kept.get("y")) == (ONE, NONE)
        assert "x" in kept and "z" not in kept


def test_readings_by_other_rules_are_not_seen(tmp_path: Path) -> None:
    with KeptReadings(tmp_path, "1-a") as kept:
        kept.keep([("x", ONE)])
    with KeptReadings(tmp_path, "1-b") as kept:
        assert len(kept) == 0


@pytest.mark.parametrize("lost", [1, 40])
def test_a_torn_line_is_as_good_as_none_and_harms_no_other(tmp_path: Path, lost: int) -> None:
    with KeptReadings(tmp_path, "1-a") as kept:
        kept.keep([("x", ONE), ("y", ONE)])
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-lost])
    with KeptReadings(tmp_path, "1-a") as kept:
        assert "x" in kept and "y" not in kept
        kept.keep([("z", NONE)])
    with KeptReadings(tmp_path, "1-a") as kept:
        assert (kept.get("x"), kept.get("z")) == (ONE, NONE)


def test_discarding_takes_the_readings_by_all_rules_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "roundlog.db").touch()
    for extractor in ("1-a", "1-b"):
        with KeptReadings(tmp_path, extractor) as kept:
            kept.keep([("x", ONE)])
    discard_readings(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["roundlog.db"]


def test_only_the_owner_may_read_what_is_kept(tmp_path: Path) -> None:
    with KeptReadings(tmp_path, "1-a"):
        (file,) = tmp_path.iterdir()
        assert file.stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(RoundlogError, match="file"):
        KeptReadings(tmp_path / "file", "1-a")

"""Roundlog refuses to run on packages that only share a name with its own."""

import subprocess
import sys
from pathlib import Path

import pytest

from service import home
from service.errors import RoundlogError


def test_the_packages_beside_service_are_accepted():
    home.check_home()


@pytest.mark.parametrize("name", home.NEIGHBOURS)
@pytest.mark.parametrize("file", ["{}.py", "{}/__init__.py"])
def test_a_stranger_earlier_on_the_path_is_named(tmp_path, monkeypatch, name, file):
    stranger = tmp_path / file.format(name)
    stranger.parent.mkdir(exist_ok=True)
    stranger.write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, name, raising=False)
    with pytest.raises(RoundlogError, match=f"the package '{name}' comes from {tmp_path / name}"):
        home.check_home()


def test_a_folder_that_is_no_package_does_no_harm(tmp_path, monkeypatch):
    (tmp_path / "events").mkdir()
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "events", raising=False)
    home.check_home()


@pytest.mark.parametrize("name", home.NEIGHBOURS)
def test_the_command_line_says_it_in_one_line(tmp_path, name):
    (tmp_path / f"{name}.py").write_text("raise RuntimeError('a stranger ran')")
    root = Path(home.__file__).parent.parent
    run = subprocess.run(
        [sys.executable, "-c", "from service.entry import main; main()", "--help"],
        cwd=tmp_path,
        env={"PYTHONPATH": f"{tmp_path}:{root}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert run.stdout == ""
    assert run.stderr.startswith(f"roundlog: the package '{name}' comes from {tmp_path / name}.py")
    assert run.stderr.count("\n") == 1

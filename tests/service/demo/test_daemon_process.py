"""The daemon as the demo holds it: every way to end is told in words."""

import pytest

from config.settings import Settings
from service.demo.daemon_process import DaemonProcess, environment
from service.errors import RoundlogError


def settings(folder) -> Settings:
    return Settings(data_dir=folder, database_url="", poll_interval=1.0, tick_interval=0.2)


def test_it_answers_inside_the_block_and_ends_with_exit_code_0_on_sigterm(tmp_path):
    with DaemonProcess(environment(settings(tmp_path)), tmp_path / "daemon.log") as daemon:
        assert daemon.health()["status"] == "ok"
        daemon.check()
        daemon.stop()
    assert daemon.health() is None


def test_leaving_the_block_ends_it(tmp_path):
    with DaemonProcess(environment(settings(tmp_path)), tmp_path / "daemon.log") as daemon:
        pass
    assert daemon.health() is None


def test_one_that_does_not_start_is_reported_with_its_last_lines(tmp_path):
    (tmp_path / "taken").write_text("")
    broken = DaemonProcess(environment(settings(tmp_path / "taken")), tmp_path / "daemon.log")
    with pytest.raises(
        RoundlogError, match=r"ended by itself with exit code 1; the end of \S+daemon.log:\n  roundlog: "
    ):
        broken.__enter__()


def test_one_that_dies_is_noticed(tmp_path):
    with DaemonProcess(environment(settings(tmp_path)), tmp_path / "daemon.log") as daemon:
        daemon.kill()
        with pytest.raises(RoundlogError, match="ended by itself with exit code -9"):
            daemon.check()


def test_a_process_gets_the_settings_given_and_no_others(tmp_path, monkeypatch):
    monkeypatch.setenv("ROUNDLOG_PUBLIC_URL", "https://example.org")
    monkeypatch.setenv("HOME", "/home/me")
    environ = environment(settings(tmp_path))
    assert environ["ROUNDLOG_DATA_DIR"] == str(tmp_path)
    assert "ROUNDLOG_PUBLIC_URL" not in environ
    assert environ["HOME"] == "/home/me"

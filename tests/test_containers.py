"""The container files say what they should.

These tests need no container engine: they read the files and run the commands in them. They don't build the image.
"""

import json
import re
import shlex
import subprocess
import sys
from fnmatch import fnmatch
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
import yaml

from config.settings import Settings
from service.demo.loopback import LoopbackServer

ROOT = Path(__file__).parent.parent
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
DAEMON = COMPOSE["services"]["roundlog"]


def instructions() -> list[tuple[str, str]]:
    """The instructions of the Dockerfile, each with its arguments on one line."""
    lines = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("#")).replace("\\\n", " ")
    return [tuple(line.split(maxsplit=1)) for line in text.splitlines() if line.strip()]


def arguments(name: str) -> list[str]:
    return [rest for instruction, rest in instructions() if instruction == name]


def test_the_last_stage_runs_as_a_user_that_is_not_root():
    last_stage = instructions()[max(i for i, (name, _) in enumerate(instructions()) if name == "FROM") :]
    (user,) = [rest for name, rest in last_stage if name == "USER"]
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", user)


def test_every_file_copied_into_the_image_is_there_and_sent_to_the_builder():
    ignore = [line for line in (ROOT / ".dockerignore").read_text("utf-8").split() if not line.startswith("#")]
    sent = [line.removeprefix("!") for line in ignore if line.startswith("!")]
    copied = [source for rest in arguments("COPY") if "--from" not in rest for source in shlex.split(rest)[:-1]]
    assert set(copied) == set(sent)
    assert [source for source in copied if not (ROOT / source).exists()] == []


def test_the_pinned_versions_are_what_is_installed():
    steps = [rest for rest in arguments("RUN") if "pip install" in rest]
    assert ["--requirement requirements/runtime.txt" in steps[0], "--no-deps ." in steps[1]] == [True, True]


def test_no_stranger_in_a_working_directory_is_imported():
    assert any("PYTHONSAFEPATH=1" in rest for rest in arguments("ENV"))


def test_the_entry_point_is_the_script_and_listens_where_the_container_publishes():
    (entry,), (command,), (port,) = arguments("ENTRYPOINT"), arguments("CMD"), arguments("EXPOSE")
    assert json.loads(entry) == ["roundlog"]
    assert json.loads(command) == ["run", "--host", "0.0.0.0", "--port", port]
    assert DAEMON["ports"][0].endswith(f":{port}")


class _Answer(BaseHTTPRequestHandler):
    status = 200

    def do_GET(self):
        self.send_response(self.status if self.path == "/healthz" else 404)
        self.end_headers()

    def log_message(self, *args):
        pass


class _Failing(_Answer):
    status = 503


def health_check(port: int) -> int:
    (rest,) = arguments("HEALTHCHECK")
    program, *options = json.loads(rest[rest.index("[") :])
    assert program == "python"
    options = [option.replace(":8321/", f":{port}/") for option in options]
    return subprocess.run([sys.executable, *options], stderr=subprocess.DEVNULL, check=False).returncode


@pytest.mark.parametrize(("handler", "code"), [(_Answer, 0), (_Failing, 1)])
def test_the_health_check_passes_exactly_while_the_daemon_says_it_is_well(handler, code):
    with LoopbackServer(handler) as server:
        assert health_check(server.server_port) == code


def test_the_health_check_fails_where_nobody_answers():
    with LoopbackServer(_Answer) as server:
        port = server.server_port
    assert health_check(port) == 1


def test_nothing_is_published_beyond_loopback_unless_asked():
    assert DAEMON["ports"] == ["${ROUNDLOG_PUBLISH:-127.0.0.1}:${ROUNDLOG_PORT:-8321}:8321"]


def test_the_container_can_write_to_its_volume_and_a_small_tmp_only():
    (data_dir,) = [match[1] for rest in arguments("ENV") if (match := re.search(r"ROUNDLOG_DATA_DIR=(\S+)", rest))]
    assert DAEMON["read_only"] is True
    assert DAEMON["volumes"] == [f"data:{data_dir}"]
    assert COMPOSE["volumes"] == {"data": None}
    assert [entry.split(":")[0] for entry in DAEMON["tmpfs"]] == ["/tmp"]


def test_the_container_has_no_privileges():
    assert DAEMON["cap_drop"] == ["ALL"]
    assert DAEMON["security_opt"] == ["no-new-privileges:true"]


def test_every_setting_handed_on_exists():
    known = {f"ROUNDLOG_{name.upper()}" for name in Settings.model_fields}
    assert set(DAEMON["environment"]) <= known


@pytest.mark.parametrize(
    "kept_out", ["tests/data/x.json", ".git/config", "var/roundlog.db", ".venv/bin/python", ".env"]
)
def test_what_the_image_does_not_need_is_not_sent_to_the_builder(kept_out):
    lines = [line for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line and line[0] != "#"]
    assert lines[0] == "*"
    assert not any(fnmatch(kept_out, line[1:] + "*") for line in lines if line.startswith("!"))

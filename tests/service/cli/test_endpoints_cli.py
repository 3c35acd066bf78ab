"""`roundlog endpoints` as a user meets it."""

import json

import pytest
from fakes.receiver import Answer, Receiver
from typer.testing import CliRunner

from service.cli.endpoints import app
from service.errors import RoundlogError, UsageError


@pytest.fixture
def roundlog(tmp_path, monkeypatch):
    """Runs a command; its standard output, or the fault it raises. Loopback is allowed."""
    monkeypatch.setenv("ROUNDLOG_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("ROUNDLOG_ALLOW_PRIVATE", "127.0.0.0/8")

    def run(*arguments: str, exit_code: int = 0) -> str:
        result = CliRunner().invoke(app, arguments)
        if isinstance(result.exception, RoundlogError):
            raise result.exception
        assert result.exit_code == exit_code, result.output
        return result.output

    return run


@pytest.fixture
def receiver():
    with Receiver() as running:
        yield running


def add(roundlog, receiver, *arguments):
    added = json.loads(roundlog("add", receiver.url, "--json", *arguments))
    receiver.secret = added["secret"]
    return added


def test_add_shows_id_and_secret_once_and_how_to_verify(roundlog, receiver):
    output = roundlog("add", receiver.url, "--types", "round.*")
    secret = next(word for word in output.split() if word.startswith("whsec_"))
    assert "Webhook(secret).verify" in output
    assert "t0ken" not in output
    assert secret not in roundlog("list", "--json") + roundlog("list")


def test_add_as_json_gives_what_a_program_needs(roundlog, receiver):
    added = add(roundlog, receiver, "--types", "round.merged,process.*")
    assert set(added) == {"id", "host", "types", "secret"}
    assert (added["host"], added["types"]) == ("127.0.0.1", ["process.*", "round.merged"])


def test_a_private_address_is_refused_when_it_is_added_and_the_setting_is_named(roundlog, monkeypatch, receiver):
    monkeypatch.setenv("ROUNDLOG_ALLOW_PRIVATE", "")
    with pytest.raises(RoundlogError, match="ROUNDLOG_ALLOW_PRIVATE") as refused:
        roundlog("add", receiver.url)
    assert "t0ken" not in str(refused.value)
    assert "no endpoints" in roundlog("list")


def test_an_unknown_type_is_wrong_use(roundlog, receiver):
    with pytest.raises(UsageError, match=r"round\.cancelled"):
        roundlog("add", receiver.url, "--types", "round.cancelled")


def test_the_list_names_hosts_and_no_addresses(roundlog, receiver):
    added = add(roundlog, receiver)
    listed = roundlog("list")
    assert added["id"] in listed
    assert "127.0.0.1" in listed
    assert "t0ken" not in listed + roundlog("list", "--json")
    (state,) = json.loads(roundlog("list", "--json"))
    assert (state["pending"], state["delivered"], state["abandoned"]) == (0, 0, 0)
    assert (state["last_success"], state["last_failure"]) == (None, None)


def test_remove_removes_and_then_says_that_nothing_is_there(roundlog, receiver):
    endpoint = add(roundlog, receiver)["id"]
    assert endpoint in roundlog("remove", endpoint)
    assert json.loads(roundlog("list", "--json")) == []
    with pytest.raises(RoundlogError, match="there is no endpoint"):
        roundlog("remove", endpoint)


def test_test_sends_a_signed_ping_and_shows_the_answer(roundlog, receiver):
    endpoint = add(roundlog, receiver)["id"]
    assert "taken: HTTP 204" in roundlog("test", endpoint)
    (message,) = receiver.received
    assert message.body["type"] == "test.ping"


def test_test_fails_with_what_the_receiver_says_made_safe(roundlog, receiver):
    endpoint = add(roundlog, receiver)["id"]
    receiver.script.extend([Answer(500, body=b"no \x1b[31mroom")] * 2)
    output = roundlog("test", endpoint, exit_code=1)
    assert "not taken: HTTP 500" in output
    assert "it says: no \ufffd[31mroom" in output
    result = json.loads(roundlog("test", endpoint, "--json", exit_code=1))
    assert (result["delivered"], result["status"], result["error"]) == (False, 500, None)
    assert len(receiver.received) == 2

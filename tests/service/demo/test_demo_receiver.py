"""The demo's receiver, sent to as Roundlog sends."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest
from standardwebhooks import Webhook

from service.demo.receiver import Receiver

SECRET = "whsec_" + "c2VjcmV0" * 4
BODY = '{"type":"round.dates_changed","data":{"round":"astana-20"}}'


@pytest.fixture
def receiver():
    with Receiver() as running:
        running.secret = SECRET
        yield running


def send(receiver: Receiver, message: str = "m1", *, body: str = BODY, secret: str = SECRET, age: int = 0) -> int:
    moment = datetime.now(UTC) - timedelta(seconds=age)
    headers = {
        "webhook-id": message,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": Webhook(secret).sign(message, moment, BODY),
    }
    return httpx.post(receiver.url, content=body, headers=headers).status_code


def test_a_message_whose_signature_holds_is_taken_and_kept(receiver):
    assert send(receiver) == 204
    assert receiver.messages["m1"].body["data"] == {"round": "astana-20"}
    assert receiver.refused == 0


def test_a_repeat_under_the_same_id_is_taken_and_counted_but_kept_once(receiver):
    assert [send(receiver), send(receiver)] == [204, 204]
    assert (len(receiver.messages), receiver.repeats) == (1, 1)


@pytest.mark.parametrize(
    "change", [{"body": BODY.replace("20", "21")}, {"secret": "whsec_" + "b3RoZXI=" * 4}, {"age": 3600}]
)
def test_a_message_that_was_altered_signed_by_others_or_is_old_is_refused(receiver, change):
    assert send(receiver, **change) == 401
    assert (receiver.messages, receiver.refused) == ({}, 1)


@pytest.mark.parametrize("signature", ["", "v1", "v1,@@", "v2,AAAA"])
def test_a_broken_signature_is_refused(receiver, signature):
    now = str(int(datetime.now(UTC).timestamp()))
    headers = {"webhook-id": "m1", "webhook-timestamp": now, "webhook-signature": signature}
    assert httpx.post(receiver.url, content=BODY, headers=headers).status_code == 401
    assert receiver.refused == 1


def test_an_unsigned_message_is_refused(receiver):
    assert httpx.post(receiver.url, content=BODY).status_code == 401
    assert receiver.refused == 1


def test_nothing_is_taken_before_the_endpoint_was_added(receiver):
    receiver.secret = None
    assert send(receiver) == 401

"""docs/webhooks.md: its sample, its verifier and its tables are the ones in force."""

import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import msgspec
import pytest

from service.delivery.event_types import ALERTS, TEST_PING
from service.delivery.schedule import DELAYS, REFUSAL_DELAYS
from service.delivery.signing import signed_headers

PAGE = (Path(__file__).parents[3] / "docs" / "webhooks.md").read_text("utf-8")
SECRET = re.search(r"`(whsec_\S+)`", PAGE)[1]
HEADERS = dict(re.findall(r"^(webhook-\w+): (.+)$", PAGE, re.MULTILINE))
BODY = msgspec.json.encode(msgspec.json.decode(re.search(r"```json\n(.*?)```", PAGE, re.DOTALL)[1]), order="sorted")


def verifier():
    module: dict = {}
    exec(re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)[1], module)
    return module["verify"]


def test_the_signature_of_the_sample_is_the_one_we_make():
    sent = datetime.fromtimestamp(int(HEADERS["webhook-timestamp"]), UTC)
    ours = dict(signed_headers(HEADERS["webhook-id"], BODY, SECRET, sent))
    assert ours == {"content-type": "application/json", **HEADERS}


def test_the_verifier_takes_the_sample_and_nothing_altered_or_old():
    verify, sent = verifier(), int(HEADERS["webhook-timestamp"])
    assert verify(SECRET, HEADERS, BODY, now=sent + 299)
    assert not verify(SECRET, HEADERS, BODY, now=sent + 301)
    assert not verify(SECRET, HEADERS, BODY + b" ", now=sent)
    assert not verify(SECRET, {**HEADERS, "webhook-id": "msg_2"}, BODY, now=sent)


def test_every_type_that_goes_out_is_described():
    assert set(re.findall(r"^\| `([a-z_]+\.[a-z_]+)` \|", PAGE, re.MULTILINE)) == {*ALERTS, TEST_PING}


@pytest.mark.parametrize(("row", "delays"), [("after", DELAYS), ("after a refusal", REFUSAL_DELAYS)])
def test_the_table_of_retries_is_the_one_in_force(row, delays):
    cells = re.search(rf"^\| {row} \|(.*)\|$", PAGE, re.MULTILINE)[1].split("|")
    units = {"s": 1, "min": 60, "h": 3600}
    told = [int(number) * units[unit] for number, unit in (cell.split() for cell in cells if cell.strip())]
    assert told == [delay.total_seconds() for delay in delays]


@pytest.mark.parametrize("zone_hours", [-5, 0, 6])
def test_the_signature_depends_on_the_moment_not_on_its_zone(zone_hours):
    sent = datetime.fromtimestamp(int(HEADERS["webhook-timestamp"]), timezone(timedelta(hours=zone_hours)))
    assert (
        signed_headers(HEADERS["webhook-id"], BODY, SECRET, sent)["webhook-signature"] == (HEADERS["webhook-signature"])
    )

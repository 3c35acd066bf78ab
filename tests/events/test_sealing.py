"""Commitments to texts and quotes."""

import hashlib

import msgspec
import pytest
from fakes.log_events import BODY, claim, text
from hypothesis import example, given
from hypothesis import strategies as st

from events.claims import Evidence
from events.errors import QuoteMismatch
from events.sealing import SALT_BYTES, quote, quote_digest, seal, text_digest

SALT = bytes(range(SALT_BYTES))
salts = st.binary(min_size=SALT_BYTES, max_size=SALT_BYTES)
texts = st.text(st.characters(codec="utf-8"))


def test_a_text_digest_is_sha256_of_tag_salt_and_text():
    expected = hashlib.sha256(b"roundlog/text\x00" + SALT + "é".encode()).hexdigest()
    assert text_digest(SALT, "é") == expected


def test_a_quote_of_the_whole_text_has_another_digest_than_the_text():
    assert quote_digest(SALT, BODY) != text_digest(SALT, BODY)


@given(salts, salts, texts)
def test_without_the_salt_a_guess_cannot_be_confirmed(one, other, guess):
    assert (text_digest(one, guess) == text_digest(other, guess)) == (one == other)
    assert (quote_digest(one, guess) == quote_digest(other, guess)) == (one == other)


@pytest.mark.parametrize("salt", [b"", SALT[:-1], SALT + b"x"])
def test_a_salt_of_another_length_is_refused(salt):
    with pytest.raises(ValueError, match="16 bytes"):
        text_digest(salt, "text")


def test_claims_are_numbered_within_their_revision():
    sealed = seal([claim(), claim("Astana")], "r", BODY, SALT)
    assert [each.id for each in sealed] == ["r/1", "r/2"]


def test_sealing_adds_id_and_digests_and_nothing_else():
    unsealed = claim()
    (sealed,) = seal([unsealed], "r", BODY, SALT)
    bare = tuple(msgspec.structs.replace(each, digest="") for each in sealed.evidence)
    assert msgspec.structs.replace(sealed, id="", evidence=bare) == unsealed
    assert sealed.evidence[0].digest == quote_digest(SALT, "24–25 January")


def test_sealing_no_claims_gives_none():
    assert seal([], "r", BODY, SALT) == ()


@given(texts, st.integers(-3, 40), st.integers(-3, 40))
@example("abc", -1, 3)
@example("abc", 0, 4)
@example("abc", 2, 2)
@example("abc", 0, 3)
def test_only_slices_of_the_text_that_are_not_empty_can_be_sealed(body, start, end):
    proposed = msgspec.structs.replace(claim(), evidence=(Evidence(start=start, end=end),))
    if 0 <= start < end <= len(body):
        (sealed,) = seal([proposed], "r", body, SALT)
        assert quote(text(body, SALT), sealed.evidence[0]) == body[start:end]
    else:
        with pytest.raises(QuoteMismatch):
            seal([proposed], "r", body, SALT)


def test_a_claim_without_evidence_cannot_be_sealed():
    with pytest.raises(QuoteMismatch, match="r/1 by rule test"):
        seal([msgspec.structs.replace(claim(), evidence=())], "r", BODY, SALT)


@pytest.mark.parametrize("change", [{"start": 0}, {"end": 40}, {"digest": "0" * 64}, {"end": 9_999}, {"start": -1}])
def test_a_quote_that_is_not_what_was_sealed_is_refused(change):
    (sealed,) = seal([claim()], "r", BODY, text().salt)
    with pytest.raises(QuoteMismatch):
        quote(text(), msgspec.structs.replace(sealed.evidence[0], **change))


def test_a_quote_from_a_text_that_was_altered_is_refused():
    (sealed,) = seal([claim()], "r", BODY, text().salt)
    altered = msgspec.structs.replace(text(), text=BODY.replace("24–25", "25–26"))
    with pytest.raises(QuoteMismatch, match="isn't what the claim quoted"):
        quote(altered, sealed.evidence[0])

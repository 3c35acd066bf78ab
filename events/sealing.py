"""Commitments to texts: digests that bind a text and each quote from it, and tell nothing once it is erased.

Text and quotes are hashed with a salt that is kept beside the text and erased with it; without the salt
nobody can confirm a guess, however short the quote. A tag in front keeps the two kinds of digest apart.
"""

import hashlib
from collections.abc import Iterable

from msgspec.structs import replace

from events.claims import Claim, Evidence
from events.errors import QuoteMismatch
from events.log import Text

SALT_BYTES = 16

_TEXT_TAG = b"roundlog/text\x00"
_QUOTE_TAG = b"roundlog/quote\x00"


def text_digest(salt: bytes, text: str) -> str:
    """Digest of a text, in hex: SHA-256 of a tag, the salt (`SALT_BYTES` long) and the text in UTF-8.

    Raises:
        ValueError: The salt has another length.
    """
    return _digest(_TEXT_TAG, salt, text)


def quote_digest(salt: bytes, quote: str) -> str:
    """Digest of a quote under the salt of its text; otherwise as `text_digest`."""
    return _digest(_QUOTE_TAG, salt, quote)


def seal(claims: Iterable[Claim], reading: str, text: str, salt: bytes) -> tuple[Claim, ...]:
    """Claims as the log keeps them: with id ``<reading>/<number from 1>`` and digests of their quotes.

    `reading` is the id of the event that records them, so that no two readings of a revision share an id.

    Raises:
        QuoteMismatch: A claim has no evidence, or evidence that isn't a slice of the text, or an empty one.
    """
    return tuple(_sealed(claim, f"{reading}/{number}", text, salt) for number, claim in enumerate(claims, 1))


def quote(text: Text, evidence: Evidence) -> str:
    """The quote that sealed evidence points to.

    Raises:
        QuoteMismatch: The text has no such slice, or its digest isn't the one that was recorded.
    """
    found = _slice(text.text, evidence)
    if quote_digest(text.salt, found) != evidence.digest:
        raise QuoteMismatch(f"the text at {evidence.start}–{evidence.end} isn't what the claim quoted")
    return found


def _digest(tag: bytes, salt: bytes, text: str) -> str:
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(salt)}")
    return hashlib.sha256(tag + salt + text.encode()).hexdigest()


def _sealed(claim: Claim, claim_id: str, text: str, salt: bytes) -> Claim:
    if not claim.evidence:
        raise QuoteMismatch(f"claim {claim_id} by rule {claim.rule} quotes nothing")
    evidence = tuple(replace(each, digest=quote_digest(salt, _slice(text, each))) for each in claim.evidence)
    return replace(claim, id=claim_id, evidence=evidence)


def _slice(text: str, evidence: Evidence) -> str:
    if not 0 <= evidence.start < evidence.end <= len(text):
        raise QuoteMismatch(f"{evidence.start}–{evidence.end} is no slice of a text of {len(text)} code points")
    return text[evidence.start : evidence.end]

"""Ids of machine-made events: name-based, so that a crash and a retry give the same id."""

import hashlib
from uuid import UUID

from events.canonical import encode


def name_based(kind: str, *parts: str | int) -> str:
    """A UUID version 8 (RFC 9562, section 5.8) from SHA-256 over the kind and the parts of a natural key.

    The parts are hashed as a canonical JSON array, so that ("a", "bc") and ("ab", "c") differ.
    """
    digest = bytearray(hashlib.sha256(encode([kind, *parts])).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x80
    digest[8] = digest[8] & 0x3F | 0x80
    return str(UUID(bytes=bytes(digest)))

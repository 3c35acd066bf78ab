"""The one byte form of an event: JSON with sorted keys, no spaces, UTF-8, no floats.

For the values that events hold (strings, integers below 2^53, booleans, null, arrays, objects with ASCII keys) these
are just the bytes of RFC 8785.
"""

import msgspec

_encoder = msgspec.json.Encoder(order="sorted")

UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What decoding raises for bytes that aren't what they should be: wrong JSON or type, no UTF-8, nested too deep."""


def encode(value: object) -> bytes:
    """Render a value of msgspec structs, dicts, sequences, strings and integers as canonical bytes.

    Floats are kept out by the types of the events; a fold must not depend on how a platform prints them.
    """
    return _encoder.encode(value)

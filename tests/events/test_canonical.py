"""Canonical bytes."""

import json

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from events.canonical import encode
from events.claims import Evidence

ascii_keys = st.text(st.characters(max_codepoint=127), max_size=12)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(ascii_keys, inner, max_size=5),
)


@given(values)
def test_they_are_what_the_standard_library_writes_sorted_and_compact(value):
    expected = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert encode(value) == expected.encode()


@given(values)
def test_decoding_and_encoding_again_gives_the_same_bytes(value):
    once = encode(value)
    assert encode(msgspec.json.decode(once)) == once
    assert json.loads(once) == value


def test_fields_of_a_struct_are_sorted_by_name():
    assert encode(Evidence(start=1, end=2, digest="d")) == b'{"digest":"d","end":2,"start":1}'

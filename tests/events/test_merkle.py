"""The Merkle tree of RFC 6962, section 2.1."""

import hashlib
from base64 import b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.merkle import EMPTY_ROOT, Frontier, leaf_hash, node_hash

leaf_lists = st.lists(st.binary(max_size=8), max_size=70)


def naive_root(leaves):
    """The definition of the RFC, word for word."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + naive_root(leaves[:split]) + naive_root(leaves[split:])).digest()


def frontier_of(leaves):
    return Frontier().extended(leaf_hash(leaf) for leaf in leaves)


# The eight inputs and the roots of their first 1 to 8 are the ones that tests of Certificate Transparency share.
VECTOR_LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
VECTOR_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_of_the_known_vectors(size):
    assert frontier_of(VECTOR_LEAVES[:size]).root().hex() == VECTOR_ROOTS[size - 1]


def test_the_root_of_nothing_is_the_hash_of_nothing():
    assert Frontier().root() == EMPTY_ROOT == b64decode("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")


def test_leaves_and_nodes_are_hashed_apart():
    left, right = leaf_hash(b"l"), leaf_hash(b"r")
    assert node_hash(left, right) != leaf_hash(left + right)


@given(leaf_lists)
def test_the_frontier_gives_the_root_of_the_definition(leaves):
    assert frontier_of(leaves).root() == naive_root(leaves)


@given(leaf_lists, leaf_lists)
def test_a_frontier_goes_on_from_its_stored_bytes(first, second):
    before = frontier_of(first)
    restored = Frontier.from_bytes(before.size, before.to_bytes())
    assert restored.extended(map(leaf_hash, second)).root() == naive_root(first + second)


@given(leaf_lists, leaf_lists)
def test_extending_leaves_the_old_frontier_alone(first, second):
    before = frontier_of(first)
    before.extended(map(leaf_hash, second))
    assert before.root() == naive_root(first)
    assert before.size == len(first)


@given(leaf_lists.filter(bool), st.data())
def test_another_leaf_gives_another_root(leaves, data):
    at = data.draw(st.integers(0, len(leaves) - 1))
    other = data.draw(st.binary(max_size=8).filter(lambda leaf: leaf != leaves[at]))
    assert frontier_of([*leaves[:at], other, *leaves[at + 1 :]]).root() != frontier_of(leaves).root()


@given(leaf_lists)
def test_there_is_one_subtree_for_each_one_in_the_size(leaves):
    assert len(frontier_of(leaves).nodes) == f"{len(leaves):b}".count("1")


@pytest.mark.parametrize(("size", "packed"), [(1, b""), (0, bytes(32)), (3, bytes(32)), (1, bytes(31)), (2, bytes(64))])
def test_bytes_that_do_not_fit_the_size_are_refused(size, packed):
    with pytest.raises(ValueError, match=r"subtrees|hashes"):
        Frontier.from_bytes(size, packed)

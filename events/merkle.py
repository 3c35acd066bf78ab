"""The Merkle tree over the log, as in RFC 6962, section 2.1 (the same in RFC 9162).

Leaves are the canonical bytes of the envelopes, in order of position; every hash is SHA-256, 32 bytes.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Self

HASH_BYTES = 32

EMPTY_ROOT = hashlib.sha256().digest()
"""Root of the tree without leaves."""


def leaf_hash(data: bytes) -> bytes:
    """Hash of a leaf: SHA-256 of ``00`` and its bytes."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node: SHA-256 of ``01`` and the hashes of its two children."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """The right edge of a growing tree: all that is needed to append a leaf or to give the root.

    Attributes:
        size: Number of leaves.
        nodes: Hashes of the complete subtrees the leaves fall into, largest (leftmost) first; one for each 1
            in the binary form of `size`.
    """

    __slots__ = ("nodes", "size")

    def __init__(self, size: int = 0, nodes: Sequence[bytes] = ()) -> None:
        if len(nodes) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} complete subtrees, not {len(nodes)}")
        self.size, self.nodes = size, list(nodes)

    @classmethod
    def from_bytes(cls, size: int, packed: bytes) -> Self:
        """What `to_bytes` packed.

        Raises:
            ValueError: The bytes don't fit the size.
        """
        if len(packed) % HASH_BYTES:
            raise ValueError(f"the frontier must be hashes of {HASH_BYTES} bytes each, but has {len(packed)} in all")
        return cls(size, [packed[at : at + HASH_BYTES] for at in range(0, len(packed), HASH_BYTES)])

    def to_bytes(self) -> bytes:
        """The node hashes, one after the other."""
        return b"".join(self.nodes)

    def append(self, leaf: bytes) -> None:
        """Add a leaf by its hash: it merges with each complete subtree of its own size to its left."""
        merges, node = self.size, leaf
        while merges & 1:
            node = node_hash(self.nodes.pop(), node)
            merges >>= 1
        self.nodes.append(node)
        self.size += 1

    def extended(self, leaves: Iterable[bytes]) -> "Frontier":
        """A new frontier with these leaf hashes added; this one stays as it is."""
        grown = Frontier(self.size, self.nodes)
        for leaf in leaves:
            grown.append(leaf)
        return grown

    def root(self) -> bytes:
        """Hash of the whole tree: the subtrees joined from the smallest on."""
        if not self.nodes:
            return EMPTY_ROOT
        *larger, root = self.nodes
        for node in reversed(larger):
            root = node_hash(node, root)
        return root

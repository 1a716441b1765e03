"""The tree is that of RFC 6962, on Certificate Transparency's published vectors."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paicha.ledger.tree import EMPTY, Frontier, leaf_hash, node_hash, root_of

LEAVES = [
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
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
hashes = st.lists(st.binary(min_size=32, max_size=32), max_size=70)


def defined(leaves: list[bytes]) -> bytes:
    """The root as section 2.1 defines it, word for word: split at the largest power of two below the size."""
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256(b"").digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + defined(leaves[:split]) + defined(leaves[split:])).digest()


@pytest.mark.parametrize("size", range(9))
def test_published_roots(size: int) -> None:
    assert root_of(LEAVES[:size]).hex() == ROOTS[size]


def test_leaves_and_nodes_are_hashed_apart() -> None:
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert node_hash(left, right) != leaf_hash(left + right)
    assert Frontier().root() == EMPTY


@given(hashes)
def test_a_growing_tree_has_the_defined_root_at_each_size(leaves: list[bytes]) -> None:
    tree = Frontier()
    for size, leaf in enumerate(leaves, 1):
        tree.add(leaf)
        assert tree.root() == defined(leaves[:size])
        assert len(tree.roots) == size.bit_count()


@given(hashes, st.integers(0, 70))
def test_a_tree_goes_on_from_what_was_kept_of_it(leaves: list[bytes], cut: int) -> None:
    kept, whole = Frontier(), Frontier()
    for leaf in leaves[:cut]:
        kept.add(leaf)
    resumed = Frontier(kept.size, kept.roots)
    for leaf in leaves[cut:]:
        resumed.add(leaf)
    for leaf in leaves:
        whole.add(leaf)
    assert (resumed.size, resumed.roots) == (whole.size, whole.roots)


def test_a_size_that_does_not_fit_its_subtrees_is_refused() -> None:
    with pytest.raises(ValueError, match="3 leaves"):
        Frontier(3, [EMPTY])

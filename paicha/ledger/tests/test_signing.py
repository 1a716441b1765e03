"""Signed notes: what the key signed opens, and nothing else does."""

import base64
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from paicha.kernel.problems import Problem
from paicha.ledger.signing import Signer, key_hash, opened, signer
from paicha.testing.house import House

TEXT = "paicha/test\n7\nroot\n"
# The example of golang.org/x/mod/sumdb/note, from which the C2SP format was taken.
NEUMANN = "ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
NOTE = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


@pytest.fixture
def ours() -> Signer:
    return Signer("paicha/test", Ed25519PrivateKey.generate())


def test_a_note_by_another_implementation_opens() -> None:
    public = Ed25519PublicKey.from_public_bytes(base64.b64decode(NEUMANN)[1:])
    assert key_hash("PeterNeumann", public).hex() == "c74f20a3"
    assert opened(NOTE, "PeterNeumann", public) == NOTE.partition("\n\n")[0] + "\n"


def test_what_was_signed_opens(ours: Signer) -> None:
    assert opened(ours.note(TEXT), ours.name, ours.public) == TEXT


def test_a_note_may_have_further_signatures(ours: Signer) -> None:
    other = Signer("witness", Ed25519PrivateKey.generate())
    line = other.note(TEXT).rpartition("\n\n")[2]
    assert opened(ours.note(TEXT) + line, ours.name, ours.public) == TEXT
    assert opened(ours.note(TEXT).replace("\n\n", f"\n\n{line}"), ours.name, ours.public) == TEXT


def test_a_changed_text_does_not_open(ours: Signer) -> None:
    assert opened(ours.note(TEXT).replace("\n7\n", "\n8\n"), ours.name, ours.public) is None


def test_another_key_of_the_same_name_does_not_open(ours: Signer) -> None:
    forger = Signer(ours.name, Ed25519PrivateKey.generate())
    assert opened(forger.note(TEXT), ours.name, ours.public) is None


@pytest.mark.parametrize(
    "note", ["", "\n", "\n\n", TEXT, f"{TEXT}\n", f"{TEXT}\n— paicha/test !\n", f"{TEXT}\n— paicha/test\n"]
)
def test_what_is_no_note_does_not_open(note: str, ours: Signer) -> None:
    assert opened(note, ours.name, ours.public) is None


def test_the_verifier_key_is_what_outsiders_need(ours: Signer) -> None:
    name, number, raw = ours.verifier_key.split("+", 2)
    public = Ed25519PublicKey.from_public_bytes(base64.b64decode(raw)[1:])
    assert opened(ours.note(TEXT), name, public) == TEXT
    assert key_hash(name, public).hex() == number


def test_the_installations_key_is_made_once_and_for_its_owner_only(sqlite_house: House) -> None:
    first = signer()
    path = sqlite_house.home / "keys" / "ledger.pem"
    assert path.stat().st_mode & 0o777 == 0o600
    assert signer().verifier_key == first.verifier_key
    assert list(path.parent.iterdir()) == [path]


def test_starters_at_the_same_time_agree_on_one_key(sqlite_house: House) -> None:
    script = "from paicha.ledger.signing import signer; print(signer().verifier_key)"
    starters = [
        subprocess.Popen([sys.executable, "-c", script], env=sqlite_house.env, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    assert {starter.communicate(timeout=60)[0] for starter in starters} == {f"{signer().verifier_key}\n"}


def test_installations_have_keys_of_their_own(house: House, tmp_path: Path) -> None:
    ours = signer()
    with House(tmp_path, "").entered():
        assert signer().verifier_key != ours.verifier_key
        assert opened(ours.note(TEXT), signer().name, signer().public) is None


def test_a_damaged_key_is_a_problem(sqlite_house: House) -> None:
    folder = sqlite_house.home / "keys"
    folder.mkdir()
    (folder / "ledger.pem").write_text("paicha/test\nno key\n")
    with pytest.raises(Problem) as caught:
        signer()
    assert caught.value.code == "key_unusable"

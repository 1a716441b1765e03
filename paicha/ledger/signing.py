"""Signed notes (C2SP signed-note) and the installation's key (Ed25519), which lies in the data folder's keys/."""

import base64
import os
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from paicha.kernel.home import room
from paicha.kernel.ids import uuid7
from paicha.kernel.problems import Problem

_ED25519 = b"\x01"


@dataclass(frozen=True)
class Signer:
    """A named Ed25519 key. `name` is the installation's, without spaces or `+`."""

    name: str
    private: Ed25519PrivateKey

    @property
    def public(self) -> Ed25519PublicKey:
        return self.private.public_key()

    @property
    def verifier_key(self) -> str:
        """The text that outsiders need to verify: name, key hash and public key (C2SP vkey)."""
        raw = _ED25519 + self.public.public_bytes(Encoding.Raw, PublicFormat.Raw)
        return f"{self.name}+{key_hash(self.name, self.public).hex()}+{base64.b64encode(raw).decode()}"

    def note(self, text: str) -> str:
        """`text` (ending in a newline) as a signed note."""
        signature = key_hash(self.name, self.public) + self.private.sign(text.encode())
        return f"{text}\n\N{EM DASH} {self.name} {base64.b64encode(signature).decode()}\n"


def key_hash(name: str, public: Ed25519PublicKey) -> bytes:
    """The four bytes that tell keys of one name apart."""
    raw = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
    return sha256(name.encode() + b"\n" + _ED25519 + raw).digest()[:4]


def opened(note: str, name: str, public: Ed25519PublicKey) -> str | None:
    """The text of a note that this key signed, None when it did not."""
    text, _, signatures = note.rpartition("\n\n")
    text += "\n"
    wanted = key_hash(name, public)
    for line in signatures.splitlines():
        try:
            dash, signer, encoded = line.split(" ")
            raw = base64.b64decode(encoded, validate=True)
            if dash == "\N{EM DASH}" and signer == name and raw[:4] == wanted:
                public.verify(raw[4:], text.encode())
                return text
        except (ValueError, InvalidSignature):
            continue
    return None


def signer() -> Signer:
    """The installation's signer; its key is made at first use, readable by its owner only."""
    return _signer(room("keys") / "ledger.pem")


@lru_cache(maxsize=8)
def _signer(path: Path) -> Signer:
    try:
        if not path.exists():
            _make(path)
        name, _, pem = path.read_bytes().partition(b"\n")
        private = load_pem_private_key(pem, password=None)
    except (OSError, ValueError) as error:
        raise Problem("key_unusable", path=str(path), reason=str(error)) from error
    if not isinstance(private, Ed25519PrivateKey):
        raise Problem("key_unusable", path=str(path), reason="not an Ed25519 key")
    return Signer(name.decode(), private)


def _make(path: Path) -> None:
    """Write a new key whole: to a file of its own first, then linked, so that two starters agree on one."""
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    fresh = path.with_suffix(f".{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(f"paicha/{uuid7()}\n".encode() + pem)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()

"""The keys of a store: every one is derived from its one secret."""

import hmac
import os
from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES: Final = 32
ID_BYTES: Final = 4
NONCE_BYTES: Final = 12
INDEX_BYTES: Final = 16
SHORTEST_SECRET: Final = 32


class SealBroken(Exception):
    """A sealed value does not open: it was made with another secret, for another column, or it was changed."""


class Keyring:
    """Seals with the newest secret, opens with any.

    A sealed value is key id (4 bytes), nonce (12), AES-256-GCM text and tag. Each column has its own key, so that
    random nonces are safe for four thousand million values of each column. Rows are found by the keyed index, so it is
    made with the oldest secret: a new secret must not turn everyone into a stranger.
    """

    def __init__(self, secret: str, older: Sequence[str] = ()) -> None:
        secrets = (secret, *older)
        if any(len(each) < SHORTEST_SECRET for each in secrets):
            raise ValueError(f"a secret has at least {SHORTEST_SECRET} characters")
        self._secrets = {derive(each, "key id")[:ID_BYTES]: each for each in secrets}
        self.id = derive(secret, "key id")[:ID_BYTES]
        self._newest, self._oldest = secret, secrets[-1]
        self._ciphers: dict[tuple[bytes, str], AESGCM] = {}
        self._macs: dict[tuple[str, str], bytes] = {}

    def __contains__(self, key_id: bytes) -> bool:
        return key_id in self._secrets

    def seal(self, where: str, plain: bytes) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return self.id + nonce + self._cipher(self.id, where).encrypt(nonce, plain, where.encode())

    def open(self, where: str, sealed: bytes) -> bytes:
        key_id, nonce = sealed[:ID_BYTES], sealed[ID_BYTES : ID_BYTES + NONCE_BYTES]
        if key_id not in self._secrets:
            raise SealBroken(f"a value of {where} was sealed with another secret")
        try:
            return self._cipher(key_id, where).decrypt(nonce, sealed[ID_BYTES + NONCE_BYTES :], where.encode())
        except (InvalidTag, ValueError):
            raise SealBroken(f"a value of {where} was changed, or belongs elsewhere") from None

    def index(self, purpose: str, text: str) -> bytes:
        """Under which a text is found without being readable; the same text gives another index for another purpose."""
        return self._mac(self._oldest, f"index {purpose}", text.encode("utf-8", "surrogatepass"))[:INDEX_BYTES]

    def mac(self, purpose: str, data: bytes) -> bytes:
        """The signature of data that leaves the house and comes back, 32 bytes."""
        return self._mac(self._newest, f"mac {purpose}", data)

    def _cipher(self, key_id: bytes, where: str) -> AESGCM:
        cipher = self._ciphers.get((key_id, where))
        if cipher is None:
            cipher = self._ciphers[key_id, where] = AESGCM(derive(self._secrets[key_id], f"seal {where}"))
        return cipher

    def _mac(self, secret: str, purpose: str, data: bytes) -> bytes:
        key = self._macs.get((secret, purpose))
        if key is None:
            key = self._macs[secret, purpose] = derive(secret, purpose)
        return hmac.digest(key, data, sha256)


def derive(secret: str, purpose: str) -> bytes:
    """A key of its own for each purpose (HKDF-SHA256, RFC 5869): knowing one tells nothing of the others."""
    return HKDF(SHA256(), KEY_BYTES, salt=b"passerelle", info=purpose.encode()).derive(secret.encode())

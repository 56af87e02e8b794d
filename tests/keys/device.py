"""A device that holds passkeys, in software: what a browser and its key would answer."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from secrets import token_bytes
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

ORIGIN = "http://localhost"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def text(data: bytes) -> str:
    """Bytes as they travel."""
    return urlsafe_b64encode(data).decode().rstrip("=")


def data(written: str) -> bytes:
    """Bytes that travelled."""
    return urlsafe_b64decode(written + "=" * (-len(written) % 4))


class Device:
    """One key for one site, which counts its answers."""

    def __init__(self, *, origin: str = ORIGIN, verifies: bool = True) -> None:
        self.origin = origin
        self.flags = PRESENT | (VERIFIED if verifies else 0)
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = token_bytes(16)
        self.count = 0
        self.handle = b""

    def make(self, wish: str) -> str:
        """The answer to the wish for a new passkey."""
        asked = json.loads(wish)
        self.handle = data(asked["user"]["id"])
        head = self._head(asked["rp"]["id"], ATTESTED)
        told = head + bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cbor2.dumps(self._public())
        response = {"attestationObject": text(cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": told}))}
        return self._written(response, self._client(asked, "webauthn.create"))

    def answer(self, wish: str, **other: Any) -> str:
        """The answer to the question for a passkey."""
        asked = json.loads(wish)
        self.count += 1
        told, client = self._head(asked["rpId"]), self._client(asked, "webauthn.get")
        signature = self.key.sign(told + sha256(client).digest(), ec.ECDSA(SHA256()))
        response = {
            "authenticatorData": text(told),
            "signature": text(signature),
            "userHandle": text(self.handle),
        }
        return self._written(response | other, client)

    def _head(self, site: str, more: int = 0) -> bytes:
        return sha256(site.encode()).digest() + bytes([self.flags | more]) + self.count.to_bytes(4, "big")

    def _client(self, asked: dict[str, Any], kind: str) -> bytes:
        return json.dumps({"type": kind, "challenge": asked["challenge"], "origin": self.origin}).encode()

    def _public(self) -> dict[int, Any]:
        point = self.key.public_key().public_numbers()
        return {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}

    def _written(self, response: dict[str, Any], client: bytes) -> str:
        response = {"clientDataJSON": text(client)} | response
        return json.dumps(
            {"id": text(self.id), "rawId": text(self.id), "type": "public-key", "response": response}
        )

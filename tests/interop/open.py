"""Opens what `gongkai` sealed, with another implementation of every part: X-Wing out of kyber-py's ML-KEM-768 and cryptography's X25519, HKDF and
ChaCha20-Poly1305, HPKE's schedule written down from RFC 9180 and draft-connolly-cfrg-xwing-kem.

    open.py FOLDER      with `seed`, `bound` and `sealed` in it; prints the form
"""
import hashlib
import pathlib
import sys

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from kyber_py.ml_kem import ML_KEM_768

INFO = b"gongkai/request/v1"
KEM_ID, KDF_ID, AEAD_ID = 0x647A, 0x0001, 0x0003
SUITE = b"HPKE" + KEM_ID.to_bytes(2, "big") + KDF_ID.to_bytes(2, "big") + AEAD_ID.to_bytes(2, "big")
LABEL = b"\\.//^\\"


def x_wing(seed: bytes, encapsulated: bytes) -> bytes:
    expanded = hashlib.shake_256(seed).digest(96)
    _, secret = ML_KEM_768.key_derive(expanded[:64])
    own = X25519PrivateKey.from_private_bytes(expanded[64:])
    lattice, point = encapsulated[:1088], encapsulated[1088:]
    shared_lattice = ML_KEM_768.decaps(secret, lattice)
    shared_point = own.exchange(X25519PublicKey.from_public_bytes(point))
    public = own.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return hashlib.sha3_256(shared_lattice + shared_point + point + public + LABEL).digest()


def mac(key: bytes, data: bytes) -> bytes:
    made = hmac.HMAC(key, hashes.SHA256())
    made.update(data)
    return made.finalize()


def extract(salt: bytes, label: bytes, ikm: bytes) -> bytes:
    return mac(salt or bytes(32), b"HPKE-v1" + SUITE + label + ikm)


def expand(prk: bytes, label: bytes, info: bytes, length: int) -> bytes:
    info = length.to_bytes(2, "big") + b"HPKE-v1" + SUITE + label + info
    out, block, at = b"", b"", 1
    while len(out) < length:
        block = mac(prk, block + info + bytes([at]))
        out, at = out + block, at + 1
    return out[:length]


def opened(seed: bytes, bound: bytes, sealed: bytes) -> bytes:
    encapsulated, cipher = sealed[:1120], sealed[1120:]
    shared = x_wing(seed, encapsulated)
    context = b"\x00" + extract(b"", b"psk_id_hash", b"") + extract(b"", b"info_hash", INFO)
    secret = extract(shared, b"secret", b"")
    key = expand(secret, b"key", context, 32)
    nonce = expand(secret, b"base_nonce", context, 12)
    padded = ChaCha20Poly1305(key).decrypt(nonce, cipher, bound)
    return padded[4 : 4 + int.from_bytes(padded[:4], "big")]


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    seed = bytes.fromhex((folder / "seed").read_text().strip())
    print(opened(seed, (folder / "bound").read_bytes(), (folder / "sealed").read_bytes()).decode())

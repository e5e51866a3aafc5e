"""Ed25519 signatures (RFC 8032) in plain Python, so that the verifier depends on nothing.

Strict: points and scalars must be in canonical form, keys of small order are refused, the equation is the one
without cofactor, as in OpenSSL. Checking needs no secret, so it need not take constant time. Signing, for whoever
keeps a key at home, is slow and simple; the platform signs with another implementation.
"""

from functools import lru_cache
from hashlib import sha512
from typing import TypeAlias

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)

Point: TypeAlias = tuple[int, int, int, int]
"""Extended coordinates (X, Y, Z, T): x = X/Z, y = Y/Z, xy = T/Z."""

Table: TypeAlias = tuple[tuple[Point, ...], ...]
"""For each of the 64 hexadecimal digits of a scalar, the multiples 0 to 15 of the point times 16 to that place."""

NEUTRAL: Point = (0, 1, 1, 0)


def _add(p: Point, q: Point) -> Point:
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _decode(octets: bytes) -> Point | None:
    """The point, or None when the 32 bytes are not the canonical encoding of one (§5.1.3)."""
    number = int.from_bytes(octets, "little")
    sign, y = number >> 255, number & (1 << 255) - 1
    if y >= P:
        return None
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if (v * x * x - u) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (v * x * x - u) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def _encode(point: Point) -> bytes:
    inverse = pow(point[2], -1, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def _table(point: Point) -> Table:
    rows = []
    for _ in range(64):
        row = [NEUTRAL]
        for _ in range(15):
            row.append(_add(row[-1], point))
        rows.append(tuple(row))
        point = _add(row[-1], point)
    return tuple(rows)


def _times(table: Table, scalar: int) -> Point:
    point = NEUTRAL
    for row in table:
        point = _add(point, row[scalar & 15])
        scalar >>= 4
    return point


@lru_cache(maxsize=1)
def _base() -> Table:
    y = 4 * pow(5, -1, P) % P
    point = _decode(y.to_bytes(32, "little"))
    assert point is not None  # noqa: S101 - a fact of the curve, for the type checker
    return _table(point)


@lru_cache(maxsize=8)
def _negated(public: bytes) -> Table | None:
    """Multiples of the negated public key, or None for a key that is no point or of small order."""
    point = _decode(public)
    if point is None:
        return None
    eightfold = point
    for _ in range(3):
        eightfold = _add(eightfold, eightfold)
    if eightfold[0] % P == 0:
        return None
    return _table((P - point[0], point[1], 1, P - point[3]))


def is_public_key(public: bytes) -> bool:
    """Whether the 32 bytes are a public key under which a signature can be valid."""
    return len(public) == 32 and _negated(public) is not None


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `signature` (64 bytes) by the key `public` (32 bytes) over `message` is valid."""
    table = _negated(public) if len(public) == 32 else None
    s = int.from_bytes(signature[32:], "little")
    if table is None or len(signature) != 64 or s >= ORDER:
        return False
    k = int.from_bytes(sha512(signature[:32] + public + message).digest(), "little") % ORDER
    return _encode(_add(_times(_base(), s), _times(table, k))) == signature[:32]


def public_of(seed: bytes) -> bytes:
    """The public key (32 bytes) of a private one (32 bytes), RFC 8032 §5.1.5."""
    return _encode(_times(_base(), _expanded(seed)[0]))


def sign(seed: bytes, message: bytes) -> bytes:
    """The signature (64 bytes) of the private key over the message, RFC 8032 §5.1.6.

    Not in constant time: for one's own machine, where nobody measures, and not for a server.
    """
    scalar, prefix = _expanded(seed)
    public = _encode(_times(_base(), scalar))
    r = int.from_bytes(sha512(prefix + message).digest(), "little") % ORDER
    point = _encode(_times(_base(), r))
    k = int.from_bytes(sha512(point + public + message).digest(), "little") % ORDER
    return point + ((r + k * scalar) % ORDER).to_bytes(32, "little")


def _expanded(seed: bytes) -> tuple[int, bytes]:
    digest = sha512(seed).digest()
    scalar = int.from_bytes(digest[:32], "little")
    return scalar & (1 << 254) - 8 | 1 << 254, digest[32:]

"""What the database holds without being readable in it: sealed texts, and fingerprints of what is not to be kept.

Each purpose has a key of its own, derived from the platform's secret key by HKDF-SHA-256 (RFC 5869).
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def derived_key(purpose: str) -> bytes:
    """The 32-byte key of a purpose."""
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"haizhi/{purpose}".encode())
    return kdf.derive(settings.SECRET_KEY.encode())


def seal(purpose: str, content: Mapping[str, str], at: datetime) -> bytes:
    """Encrypt a few named texts; `at` is written into the token (Fernet). Raises ValueError if it is naive."""
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    text = json.dumps(dict(content), ensure_ascii=False, sort_keys=True)
    return _cipher(purpose).encrypt_at_time(text.encode(), int(at.timestamp()))


def unseal(purpose: str, token: bytes) -> dict[str, str]:
    """What was sealed under the same purpose. Raises cryptography.fernet.InvalidToken for anything else."""
    found: dict[str, str] = json.loads(_cipher(purpose).decrypt(token))
    return found


def fingerprint(purpose: str, *parts: str) -> str:
    """A keyed fingerprint (64 hex digits, HMAC-SHA-256): equal for equal parts, and nothing can be read from it."""
    framed = json.dumps(parts, ensure_ascii=False)
    return hmac.new(derived_key(purpose), framed.encode(), hashlib.sha256).hexdigest()


def _cipher(purpose: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(derived_key(purpose)))

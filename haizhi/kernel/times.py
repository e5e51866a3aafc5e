"""How instants are written down."""

from datetime import UTC, datetime


def instant(at: datetime) -> str:
    """An aware datetime as the ledger writes it: UTC, microseconds, Z (RFC 3339). Raises ValueError if naive."""
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"

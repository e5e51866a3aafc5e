"""Public numbers: HZ-2026-0001 and the like, without gaps and without doubles."""

from django.db import transaction

from haizhi.kernel.models import Counter


def next_number(prefix: str, year: int, digits: int = 4) -> str:
    """The next number under a prefix, e.g. ("HZ", 2026) → "HZ-2026-0001". Call it inside an act's body."""
    name = f"{prefix}-{year}"
    with transaction.atomic():
        Counter.objects.get_or_create(prefix=name)
        counter = Counter.objects.select_for_update().get(prefix=name)
        counter.last += 1
        counter.save(update_fields=["last"])
    return f"{name}-{counter.last:0{digits}d}"

"""Public numbers: HZ-2026-0001 and the like, without gaps and without doubles."""

from django.db import transaction

from haizhi.kernel.models import Counter


def next_number(prefix: str, year: int, digits: int = 4) -> str:
    """The next number under a prefix, e.g. ("HZ", 2026) → "HZ-2026-0001". Call it inside an act's body."""
    return next_numbers(prefix, year, 1, digits)[0]


def next_numbers(prefix: str, year: int, count: int, digits: int = 4) -> list[str]:
    """The next `count` numbers under a prefix, in order. Call it inside the transaction that uses them."""
    name = f"{prefix}-{year}"
    with transaction.atomic():
        Counter.objects.get_or_create(prefix=name)
        counter = Counter.objects.select_for_update().get(prefix=name)
        first, counter.last = counter.last + 1, counter.last + count
        counter.save(update_fields=["last"])
    return [f"{name}-{number:0{digits}d}" for number in range(first, counter.last + 1)]

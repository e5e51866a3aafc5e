"""Whether a unit can be reached by what it says: postcode, telephone, fax and mailbox."""

import re
from collections.abc import Iterator

from haizhi.accounts.identifiers import area_code_is_valid, mailbox_is_valid
from haizhi.accounts.models import Organisation
from haizhi.regulation.findings import Finding

_FAX = re.compile(r"[0-9]{5,12}|[0-9]{3,4}-[0-9]{5,12}|[0-9]{3,4}-[0-9]{5,12}-[0-9]{1,6}")


def contactable(unit: Organisation) -> Iterator[Finding]:
    """Everything that is filled in is written as it can be used; empty fields are met."""
    yield _written("postcode", unit.postcode, 6, 6, "邮编应为6位数字", "请核对邮编。")
    if unit.phone_area:
        yield area_code_is_valid(unit.phone_area)
    yield _written("phone", unit.phone, 5, 12, "电话应为5至12位数字", "区号和分机请填在各自的栏内。")
    yield _written("phone_extension", unit.phone_extension, 1, 6, "分机应为1至6位数字", "请核对分机。")
    met = not unit.fax or bool(_FAX.fullmatch(unit.fax))
    yield Finding(met, None, "传真的写法不能识别", "请填写区号和号码，如 023-63002858。", "fax")
    if unit.email:
        yield mailbox_is_valid(unit.email)


def _written(field: str, text: str, least: int, most: int, reason: str, remedy: str) -> Finding:
    met = not text or (text.isascii() and text.isdigit() and least <= len(text) <= most)
    return Finding(met, None, reason, remedy, field)

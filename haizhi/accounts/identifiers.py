"""What people and units are known by: mobile numbers, mailboxes, 统一社会信用代码 (GB 32100)."""

import re
import unicodedata

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, InvalidLength
from stdnum.exceptions import ValidationError as Invalid

from haizhi.regulation.findings import Finding

_SEPARATORS = re.compile(r"[\s\-()]+")
_CODE_LENGTH = 18
_AREA = re.compile(r"010|02[0-9]|0[3-9][0-9]{2}")
_SUBSCRIBERS = ("6300123", "63001234", "8300123", "83001234")
"""Numbers of seven and eight digits as most areas have them."""


def canonical_mobile(text: str) -> str:
    """A mobile number as it is stored: eleven digits, without country code or separators; else the text itself."""
    plain = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text))
    for prefix in ("+86", "0086"):
        plain = plain.removeprefix(prefix)
    return plain


def canonical_mailbox(text: str) -> str:
    """A mailbox as it is stored: half-width, lower case, without spaces around it."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def canonical_login(text: str) -> str:
    """What was typed to sign in, as the mobile number or mailbox it stands for."""
    return canonical_mailbox(text) if "@" in unicodedata.normalize("NFKC", text) else canonical_mobile(text)


def canonical_code(text: str) -> str:
    """A 统一社会信用代码 as it is stored: capitals, half-width, without separators."""
    return str(uscc.compact(unicodedata.normalize("NFKC", text)))


def mobile_is_valid(mobile: str) -> Finding:
    """Whether a canonical mobile number is one of the mainland's."""
    try:
        number = phonenumbers.parse(mobile, "CN")
    except phonenumbers.NumberParseException:
        met = False
    else:
        met = (
            len(mobile) == 11
            and mobile.isascii()
            and mobile.isdigit()
            and phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE
        )
    return Finding(met, None, f"“{mobile}”不是有效的手机号码", "请填写11位手机号码。", "mobile")


def area_code_is_valid(area: str) -> Finding:
    """Whether some fixed line of the mainland has this area code: 010 and 02x in three digits, all others in four."""
    met = bool(_AREA.fullmatch(area)) and any(_rings(area + subscriber) for subscriber in _SUBSCRIBERS)
    return Finding(
        met, None, f"“{area}”不是电话区号", "区号以0开头，3至4位，重庆为023；手机号码不填区号。", "phone_area"
    )


def _rings(number: str) -> bool:
    line = phonenumbers.parse(number, "CN")
    return phonenumbers.number_type(line) == phonenumbers.PhoneNumberType.FIXED_LINE


def mailbox_is_valid(mailbox: str) -> Finding:
    """Whether a canonical mailbox can be one."""
    try:
        validate_email(mailbox)
    except ValidationError:
        met = False
    else:
        met = True
    return Finding(met, None, f"“{mailbox}”不是有效的电子信箱", "请填写完整的电子信箱，如 name@example.cn。", "email")


def code_is_valid(code: str) -> Finding:
    """Whether a canonical 统一社会信用代码 has the length, the characters and the check character of GB 32100."""
    try:
        uscc.validate(code)
    except InvalidLength:
        return _wrong_code(f"统一社会信用代码应为{_CODE_LENGTH}位，您填写了{len(code)}位")
    except InvalidChecksum:
        return _wrong_code("统一社会信用代码的校验位不符，其中可能有一位录错")
    except Invalid:
        return _wrong_code("统一社会信用代码的前8位应为数字，其余为数字或大写字母，且不含 I、O、S、V、Z")
    return Finding(True, field="code")


def _wrong_code(reason: str) -> Finding:
    return Finding(False, None, reason, "请对照营业执照或法人证书逐位核对。", "code")

"""Numbers and addresses of persons in a free text: what a station writes of its work has no need of them."""

import re

from haizhi.regulation.secrecy import levelled

_MOBILE = re.compile(r"(?<!\d)1[3-9]\d(?:[\s-]?\d{4}){2}(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")
_ABROAD = re.compile(r"(?<![\d+])\+\d{1,3}[\s-]?(?:\(\d+\)[\s-]?)?\d(?:[\s-]?\d){6,12}(?!\d)")
_PASSPORT = re.compile(r"护照(?:号码|号)?[\s::]*[A-Za-z]{0,2}\d{6,9}")
_MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def number_of_a_person(text: str) -> str:
    """The first number in a text by which a person is told from all others, in words; empty without any."""
    if _IDENTITY.search(text):
        return "身份证号码"
    if _MOBILE.search(text):
        return "手机号码"
    return ""


def contact_in(text: str) -> str:
    """As `number_of_a_person`, and passport numbers, telephone numbers abroad and mailboxes besides."""
    plain = levelled(text)
    if found := number_of_a_person(plain):
        return found
    if _PASSPORT.search(plain):
        return "护照号码"
    if _ABROAD.search(plain):
        return "电话号码"
    return "电子邮箱" if _MAILBOX.search(plain) else ""

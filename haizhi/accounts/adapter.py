"""allauth, narrowed to signing in and out: accounts are opened by acts, never by its own sign-up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

_WRONG = "手机号码（电子信箱）或密码不正确，请核对后重新输入。"


class EntranceAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """One sentence for every failed sign-in: it doesn't tell whether the account exists."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _WRONG,
        "email_password_mismatch": _WRONG,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

"""A first password."""

from haizhi.accounts.forms.entrance import ChoosesPassword, new_password
from haizhi.accounts.forms.entries import repeated_password


class WelcomeForm(ChoosesPassword):
    """An invited expert's own password."""

    password = new_password()
    repeated = repeated_password()

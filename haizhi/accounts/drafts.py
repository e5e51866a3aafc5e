"""What people change about their own account without an official act."""

from haizhi.accounts.models import Person


def change_password(person: Person, password: str) -> None:
    """Set a password that only the person knows."""
    person.set_password(password)
    person.password_is_initial = False
    person.save(update_fields=["password", "password_is_initial"])

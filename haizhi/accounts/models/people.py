"""People who can sign in."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.urls import reverse

from haizhi.kernel.actor import Actor
from haizhi.kernel.pinyin import LONGEST, initials, spelling
from haizhi.kernel.subjects import Subject, SubjectQuerySet
from haizhi.regulation.roles import Role


class PersonManager(BaseUserManager["Person"]):
    """Finds people by what they sign in with."""

    def visible_to(self, actor: Actor) -> "SubjectQuerySet[Person]":
        """As of any subject."""
        return SubjectQuerySet(self.model, using=self._db).visible_to(actor)

    def awaiting(self, actor: Actor) -> "SubjectQuerySet[Person]":
        """As of any subject."""
        return SubjectQuerySet(self.model, using=self._db).awaiting(actor)

    def get_by_natural_key(self, username: str | None) -> "Person":
        """The person with this mobile number or mailbox. Raises Person.DoesNotExist."""
        name = (username or "").strip()
        if not name:
            raise Person.DoesNotExist
        return self.get(Q(mobile=name) | Q(email__iexact=name))


class Person(AbstractBaseUser, Subject):
    """Someone who can sign in, by mobile number or mailbox."""

    kind: ClassVar[str] = "person"
    readers: ClassVar[frozenset[Role]] = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})

    name = models.CharField("姓名", max_length=64)
    mobile = models.CharField("手机号码", max_length=16, unique=True, null=True, blank=True)
    email = models.EmailField("电子信箱", unique=True, null=True, blank=True)
    joined_at = models.DateTimeField("开户时间", null=True, editable=False)
    password_is_initial = models.BooleanField("初始密码", default=False, editable=False)
    reset_sent_at = models.DateTimeField("重设密码链接发出时间", null=True, editable=False)
    initials = models.CharField(max_length=LONGEST, blank=True, db_index=True, editable=False)
    pinyin = models.CharField(max_length=480, blank=True, db_index=True, editable=False)

    USERNAME_FIELD = "mobile"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = PersonManager()  # type: ignore[misc,assignment]  # a user model needs the auth manager's methods

    class Meta:
        ordering = ["pinyin", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(mobile__isnull=False) | Q(email__isnull=False),
                name="a_person_has_a_mobile_number_or_a_mailbox",
                violation_error_message="手机号码和电子信箱至少填写一项",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As any row, spelled as its name is now."""
        self.initials, self.pinyin = initials(self.name, person=True), spelling(self.name, person=True)
        super().save(*args, **kwargs)

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # derived from the stage, not a column
        """Whether the person may sign in."""
        return self.stage == "active"

    @property
    def is_staff(self) -> bool:
        """There is no admin site: nobody."""
        return False

    def addressees(self, role: Role) -> tuple[str, ...]:
        """As of any subject; the public is the person."""
        return (str(self.pk),) if role is Role.PUBLIC else super().addressees(role)

    def get_absolute_url(self) -> str:
        return reverse("accounts:person", args=[self.pk])

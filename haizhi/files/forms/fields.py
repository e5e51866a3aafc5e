"""A file as a field of a form: checked and stored while the form is cleaned, and surviving the form's other errors."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from haizhi.files.drafts import clear, receive
from haizhi.files.facts import may_be_used
from haizhi.files.forms.tokens import (
    TICKET,
    Policy,
    count_from_public,
    person_of,
    ticket_named,
    token_of,
    upload_of,
)
from haizhi.files.kinds import KINDS, LARGEST, Kind
from haizhi.files.models import Upload
from haizhi.regulation.findings import Refused
from haizhi.ui.requests import Asked


class UploadInput(forms.FileInput):
    """A file chooser that remembers, under a signed name, what was handed in already."""

    template_name = "files/upload_input.html"
    needs_multipart_form = True

    kept: Upload | None = None
    token: str = ""
    policy: str = ""
    cleared = False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Adds `kept`, the upload so far, its token, and what the script needs to send a file by itself."""
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"kept": self.kept, "token": self.token, "policy": self.policy, "cleared": self.cleared}
        context["widget"] |= {"token_name": token_name(name), "clear_name": clear_name(name)}
        context["widget"] |= {"drop_name": drop_name(name), "droppable": not self.is_required}
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The new file, or else the token of the one handed in before (None when it is to be dropped)."""
        self.cleared = bool(data.get(clear_name(name)))
        chosen = super().value_from_datadict(data, files, name)
        if chosen is not None:
            return chosen
        return None if data.get(drop_name(name)) else data.get(token_name(name)) or None

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Neither a file nor a token came."""
        return super().value_omitted_from_data(data, files, name) and token_name(name) not in data


class UploadField(forms.Field):
    """A file; its cleaned value is the stored Upload, or None.

    Belongs on a form that has `asked` (ActForm). `kinds` and `largest` (megabytes) narrow what is taken.
    """

    widget = UploadInput

    def __init__(self, *, kinds: tuple[Kind, ...] = KINDS, largest: int = LARGEST, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kinds, self.largest = kinds, largest
        self.widget.attrs |= {"accept": accepted(kinds), "data-max-mb": largest}
        self.asked: Asked | None = None

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """As any field, once it is known who asks."""
        self.asked = getattr(form, "asked", None)
        if self.asked is not None:
            target = f"{type(form).__module__}.{type(form).__qualname__}.{field_name}"
            widget: Any = self.widget
            ticket = ticket_named(str(form.initial.get(TICKET) or form.data.get(TICKET, "")))
            widget.policy = Policy(target, self.kinds, self.largest, person_of(self.asked), ticket).signed()
        return super().get_bound_field(form, field_name)

    def clean(self, value: Any) -> Upload | None:
        """Store a new file, or find the one that the token names. Raises ValidationError with what to do."""
        upload: Upload | None = None
        if isinstance(value, UploadedFile):
            upload = self._received(value)
        elif value:
            upload = self._kept(str(value))
        super().clean(upload)
        widget: Any = self.widget
        if upload is not None:
            widget.kept, widget.token = upload, token_of(upload, self._asked())
            self._answered(upload, cleared=widget.cleared and not isinstance(value, UploadedFile))
        return upload

    def _answered(self, upload: Upload, *, cleared: bool) -> None:
        if cleared:
            clear(upload, by=self._asked().actor, at=self._asked().at)
        usable = may_be_used(upload)
        if not usable.met:
            raise ValidationError(str(usable), code="refused")

    def _received(self, file: "UploadedFile[Any]") -> Upload:
        asked = self._asked()
        try:
            if not asked.actor.is_signed_in:
                count_from_public(asked)
            return receive(file, by=asked.actor, at=asked.at, kinds=self.kinds, largest=self.largest)
        except Refused as refused:
            raise ValidationError([str(finding) for finding in refused.findings], code="refused") from refused

    def _kept(self, token: str) -> Upload:
        upload = upload_of(token, self._asked())
        if upload is None:
            raise ValidationError("此前上传的文件已过期，请重新选择文件。", code="expired")
        return upload

    def _asked(self) -> Asked:
        if self.asked is None:
            raise TypeError("an UploadField needs a form with `asked`")
        return self.asked


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of a field that takes several, as the form carries it on. `cleared`: a person said it is not secret."""

    upload: Upload
    token: str
    cleared: bool = False


@dataclass(frozen=True, slots=True)
class _Sent:
    """What came for a field of several files: new ones, the tokens of others, those cleared among them."""

    files: tuple["UploadedFile[Any]", ...]
    tokens: tuple[str, ...]
    cleared: frozenset[str]


class UploadsInput(UploadInput):
    """A chooser of several files that remembers all that were handed in already."""

    template_name = "files/uploads_input.html"
    allow_multiple_selected = True

    several: tuple[Kept, ...] = ()

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"multiple": True, **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Adds `several`, the uploads so far."""
        context = super().get_context(name, value, attrs)
        context["widget"]["several"] = self.several
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The new files, and the tokens of those handed in before without the dropped ones."""
        dropped = set(data.getlist(drop_name(name)))
        tokens = tuple(token for token in data.getlist(token_name(name)) if token not in dropped)
        return _Sent(tuple(files.getlist(name)), tokens, frozenset(data.getlist(clear_name(name))))


class UploadsField(UploadField):
    """Several files; its cleaned value is a list of stored Uploads, in the order in which they came."""

    widget = UploadsInput

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most = most

    def clean(self, value: Any) -> Any:
        """Store the new files and find the others; what is refused of one leaves the others kept."""
        sent = value if isinstance(value, _Sent) else _Sent((), (), frozenset())
        kept: list[Kept] = []
        errors: list[ValidationError] = []
        for token in dict.fromkeys(sent.tokens):
            self._take(partial(self._kept, token), kept, errors, cleared=token in sent.cleared)
        for file in sent.files:
            self._take(partial(self._received, file), kept, errors, name=file.name or "")
        widget: Any = self.widget
        widget.several = tuple(kept)
        if len(kept) > self.most:
            errors.append(ValidationError(f"最多{self.most}个文件，请去掉一些，或合并后上传。", code="refused"))
        if self.required and not kept and not errors:
            errors.append(ValidationError(self.error_messages["required"], code="required"))
        if errors:
            raise ValidationError(errors)
        return [each.upload for each in kept]

    def _take(
        self,
        found: Callable[[], Upload],
        kept: list[Kept],
        errors: list[ValidationError],
        *,
        name: str = "",
        cleared: bool = False,
    ) -> None:
        try:
            upload = found()
            kept.append(Kept(upload, token_of(upload, self._asked()), cleared))
            self._answered(upload, cleared=cleared)
        except ValidationError as error:
            errors.append(error if all(name in said for said in error.messages) else _of_file(name, error))


def _of_file(name: str, error: ValidationError) -> ValidationError:
    """What was said of one file among several, so that it is known which one is meant."""
    said = [words if name in words else f"“{name}”：{words}" for words in error.messages]
    return ValidationError(said, code=getattr(error, "code", None))


def accepted(kinds: tuple[Kind, ...]) -> str:
    """The endings of the kinds as a chooser's `accept`."""
    return ",".join(ending for kind in kinds for ending in kind.endings)


def token_name(name: str) -> str:
    """The name of the hidden field beside a chooser."""
    return f"{name}-kept"


def drop_name(name: str) -> str:
    """The name of the box that lets go of the file handed in before."""
    return f"{name}-drop"


def clear_name(name: str) -> str:
    """The name of the box by which a person says that the file is not secret."""
    return f"{name}-clear"

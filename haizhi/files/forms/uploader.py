"""The uploader as a part of a page: its own form, sent in pieces by the script and whole without it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string

from haizhi.files.drafts import clear, receive
from haizhi.files.facts import may_be_used, size_is_taken
from haizhi.files.forms.fields import accepted
from haizhi.files.forms.tokens import Policy, person_of, token_of, upload_of
from haizhi.files.inspection.content import content_is_taken
from haizhi.files.kinds import KINDS, LARGEST, MEGABYTE, Kind, kind_of
from haizhi.files.models import Upload
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.ui.requests import Asked


@dataclass(frozen=True, slots=True)
class Row:
    """A file in the uploader's list. Removing it is the app's: a button that posts `remove_name` = `remove_value`;
    so is replacing it, on the page at `replace_url`."""

    upload: Upload
    note: str = ""
    remove_url: str = ""
    remove_name: str = "remove"
    remove_value: str = ""
    replace_url: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that has arrived and waits for a person to say that it is not secret."""

    upload: Upload
    token: str


@dataclass(frozen=True, slots=True)
class Uploader:
    """An uploader on a page.

    `name` is unique on it; `target_url` is the app's address for what arrives, `back_url` the page to return to.
    `largest` (each) and `case_total` (of the case, None without a limit) in megabytes, `used` in bytes.
    """

    name: str
    label: str
    target_url: str
    back_url: str = ""
    kinds: tuple[Kind, ...] = KINDS
    largest: int = LARGEST
    case_total: int | None = None
    used: int = 0
    several: bool = True
    required: bool = False
    hint: str = ""
    rows: Sequence[Row] = ()
    refused: Sequence[Finding] = ()
    waiting: Sequence[Waiting] = ()

    @property
    def accept(self) -> str:
        """The chooser's `accept`."""
        return accepted(self.kinds)

    @property
    def left(self) -> int | None:
        """Bytes that the case may still grow by; None without a limit."""
        return None if self.case_total is None else max(0, self.case_total * MEGABYTE - self.used)

    @property
    def limits(self) -> str:
        """What may be sent, said before a file is chosen."""
        parts = [
            f"可上传 {'、'.join(kind.label for kind in self.kinds)} 文件"
            + ("，可一次选择多个" if self.several else ""),
            f"单个文件不超过 {self.largest} MB",
        ]
        if self.left is not None:
            parts.append(f"本件材料合计不超过 {self.case_total} MB，还可上传 {self.left / MEGABYTE:.0f} MB")
        return "；".join(parts) + "。"

    def policy(self, asked: Asked) -> str:
        """What the script shows to be let in, signed."""
        return Policy(self.target_url, self.kinds, self.largest, person_of(asked)).signed()

    def with_outcome(self, handed: "HandedIn") -> "Uploader":
        """The same uploader, showing what was refused and what waits for an answer."""
        return replace(self, refused=tuple(handed.refused), waiting=tuple(handed.waiting))


@dataclass(slots=True)
class HandedIn:
    """What came to a target: files that may be used, files that wait for an answer, and what was refused."""

    uploader: Uploader
    uploads: list[Upload] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    refused: list[Finding] = field(default_factory=list)

    def refuse(self, upload: Upload, refused: Refused) -> None:
        """The app does not take a file: say why beside it."""
        self.refused += [replace(finding, reason=f"“{upload.name}”：{finding.reason}") for finding in refused.findings]


def handed_in(asked: Asked, uploader: Uploader) -> HandedIn:
    """What a request brings: files themselves, or the tokens of files that came in pieces; each stands by itself."""
    handed = HandedIn(uploader)
    tokens, files = asked.POST.getlist("upload"), asked.FILES.getlist("file")
    if not tokens and not files:
        handed.refused.append(Finding(False, None, "没有选择文件", "请先选择要上传的文件。"))
    for token in tokens:
        upload = upload_of(token, asked)
        if upload is None:
            handed.refused.append(Finding(False, None, "此前上传的文件已过期", "请重新选择文件上传。"))
        elif wrong := _unfit(upload, uploader):
            handed.refuse(upload, Refused(*wrong))
        else:
            if token in asked.POST.getlist("clear"):
                clear(upload, by=asked.actor, at=asked.at)
            _sort(upload, handed, asked)
    for file in files:
        try:
            _sort(
                receive(file, by=asked.actor, at=asked.at, kinds=uploader.kinds, largest=uploader.largest),
                handed,
                asked,
            )
        except Refused as refused:
            handed.refused += refused.findings
    if not uploader.several and len(handed.uploads) > 1:
        handed.uploads = handed.uploads[-1:]
    return handed


def _unfit(upload: Upload, uploader: Uploader) -> tuple[Finding, ...]:
    """A token may come from another page: what that one took, this one need not."""
    kind = kind_of(upload.media_type)
    return unmet(
        content_is_taken(kind, upload.name, uploader.kinds), size_is_taken(upload.name, upload.size, uploader.largest)
    )


def _sort(upload: Upload, handed: HandedIn, asked: Asked) -> None:
    usable = may_be_used(upload)
    if usable.met:
        handed.uploads.append(upload)
    elif upload.erased_at is None:
        handed.waiting.append(Waiting(upload, token_of(upload, asked)))
    else:
        handed.refused.append(usable)


def answer_to(
    asked: Asked, handed: HandedIn, rows: Sequence[Row], page: Callable[[Uploader], HttpResponse]
) -> HttpResponse:
    """Answer a target's request: the script gets the new rows or the errors, a plain form its page again.

    `page` renders the page (status 422) with the uploader that shows what was refused and what waits.
    """
    wrong = [*handed.refused, *(may_be_used(waiting.upload) for waiting in handed.waiting)]
    if asked.headers.get("X-Uploader") == "1":
        if wrong:
            return JsonResponse({"errors": [str(finding) for finding in wrong]}, status=422)
        return HttpResponse("".join(render_to_string("files/row.html", {"row": row}, asked) for row in rows))
    if wrong:
        return page(handed.uploader.with_outcome(handed))
    return HttpResponseRedirect(handed.uploader.back_url or asked.path)

"""Where the uploader's script sends a file, piece by piece. Every answer is JSON; every refusal says what to do."""

import re
from uuid import UUID

from django.http import JsonResponse, UnreadablePostError
from django.urls import reverse
from django.views.decorators.http import require_POST

from haizhi.files.drafts import Announced, Displaced, Joining, announce, join, take_piece
from haizhi.files.facts import may_be_used
from haizhi.files.forms import Policy, count_from_public, owner_of, policy_of, token_of
from haizhi.files.forms.tokens import person_of
from haizhi.files.keeping import Unavailable, away
from haizhi.files.kinds import PIECE
from haizhi.files.models import Reception, Upload
from haizhi.kernel.actor import PUBLIC
from haizhi.regulation.findings import Refused
from haizhi.ui.requests import Asked

_HEX = re.compile(r"[0-9a-f]{64}")
_LARGEST_NUMBER = 2**53
"""Beyond it a browser's numbers are not whole."""


@require_POST
def receive(asked: Asked) -> JsonResponse:
    """Announce a file: how much of it is here already, or the file itself when all of it is."""
    policy = _policy(asked)
    if isinstance(policy, JsonResponse):
        return policy
    said = asked.POST
    size, modified, head = _number(said.get("size", "")), _number(said.get("modified", "")), said.get("head", "")
    if size is None or modified is None or not _HEX.fullmatch(head):
        return _wrong("浏览器没有说明文件的大小，请刷新页面后重新选择文件。", status=400)
    announced = Announced(policy.target[:200], said.get("name", ""), size, modified, head)
    try:
        if policy.ticket or not policy.person:
            count_from_public(asked)
        owner = owner_of(asked, policy)
        reception = announce(announced, owner=owner, at=asked.at, kinds=policy.kinds, largest=policy.largest)
    except Refused as refused:
        return _refused(refused)
    return _standing(asked, reception, policy)


@require_POST
def piece(asked: Asked, pk: UUID) -> JsonResponse:
    """Take a piece from `?offset=`. 409 tells from where to go on, 404 that the file has to be announced again."""
    policy = _policy(asked)
    if isinstance(policy, JsonResponse):
        return policy
    reception = _own(asked, pk, policy)
    if reception is None:
        return _wrong("这次上传已取消或过期，请重新选择文件。", status=404)
    offset = _number(asked.GET.get("offset", ""))
    if offset is None:
        return JsonResponse({"received": reception.received}, status=400)
    try:
        take_piece(reception, offset, asked.body, at=asked.at)
    except Displaced as displaced:
        return JsonResponse({"received": displaced.received}, status=409)
    except (ValueError, UnreadablePostError):
        return JsonResponse({"received": reception.received}, status=400)
    except Unavailable:
        return JsonResponse({"errors": [str(away())], "received": reception.received}, status=503)
    return _standing(asked, reception, policy)


@require_POST
def stop(asked: Asked, pk: UUID) -> JsonResponse:
    """Forget a file that was arriving; asked twice it is forgotten once."""
    policy = _policy(asked)
    if isinstance(policy, JsonResponse):
        return policy
    reception = _own(asked, pk, policy)
    if reception is not None:
        reception.forget()
    return JsonResponse({"stopped": True})


def _standing(asked: Asked, reception: Reception, policy: Policy) -> JsonResponse:
    said = {"reception": reverse("files:piece", args=[reception.pk]), "received": reception.received, "piece": PIECE}
    if reception.received < reception.size:
        return JsonResponse(said)
    try:
        by = PUBLIC if policy.ticket else asked.actor
        upload = join(reception, by=by, at=asked.at, kinds=policy.kinds, largest=policy.largest)
    except Joining:
        return JsonResponse(said, status=202)
    except Refused as refused:
        return _refused(refused)
    return JsonResponse(said | {"file": _told(upload, token_of(upload, asked, policy))})


def _told(upload: Upload, token: str) -> dict[str, str | int]:
    preview = f"{upload.preview_url}?token={token}" if upload.has_preview else ""
    return {
        "token": token,
        "name": upload.name,
        "kind": upload.kind_label,
        "size": upload.size,
        "extent": upload.extent,
        "preview": preview,
        "question": "" if may_be_used(upload).met else str(may_be_used(upload)),
    }


def _policy(asked: Asked) -> Policy | JsonResponse:
    policy = policy_of(asked.headers.get("X-Policy", ""))
    if policy is None:
        return _wrong("页面打开过久，请刷新页面后重新选择文件；已传的部分会接着传。", status=400)
    if not policy.ticket and policy.person != person_of(asked):
        return _wrong("登录已失效，请重新登录后继续；已传的部分会接着传。", status=401)
    return policy


def _own(asked: Asked, pk: UUID, policy: Policy) -> Reception | None:
    own = Reception.objects.filter(pk=pk, owner=owner_of(asked, policy), target=policy.target[:200])
    return own.select_related("upload").first()


def _number(text: str) -> int | None:
    if not (text.isascii() and text.isdecimal()) or len(text) > 16:
        return None
    return int(text) if int(text) <= _LARGEST_NUMBER else None


def _refused(refused: Refused) -> JsonResponse:
    return JsonResponse({"errors": [str(finding) for finding in refused.findings]}, status=422)


def _wrong(words: str, *, status: int) -> JsonResponse:
    return JsonResponse({"errors": [words]}, status=status)

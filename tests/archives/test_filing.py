"""A closed case is filed, bound by the worker, verified by anybody, added to, and rid of what was purged."""

import io
import json
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from pypdf import PdfReader

from haizhi.applications.acts import receive_paper, withdraw
from haizhi.applications.models import Application
from haizhi.archives.acts import consult, file, set_retention, supplement
from haizhi.archives.models import Archive
from haizhi.archives.tasks import bind_waiting, erase_purged
from haizhi.fairness.package import ACTS, MANIFEST, faults
from haizhi.files.acts import confirm_purge, request_purge
from haizhi.files.keeping import Unavailable
from haizhi.files.models import Upload, stored_at
from haizhi.kernel import signing
from haizhi.kernel.models import Act
from haizhi.regulation.archiving import Retention, kept_until, usual_retention
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from tests.applications.factories import holding, signatory, submitted
from tests.decisions.factories import reviewed

pytestmark = pytest.mark.django_db

AT = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
CLERK, HEAD = holding(Role.OFFICE_CLERK), holding(Role.OFFICE_HEAD)


def withdrawn() -> Application:
    """A case that was handed in with its materials, which lie in storage, and withdrawn."""
    application = submitted()
    for material in application.materials.all():
        content = f"%PDF {uuid4()}".encode()
        digest = sha256(content).hexdigest()
        default_storage.save(stored_at(digest), ContentFile(content))
        Upload.objects.filter(pk=material.upload_id).update(sha256=digest, size=len(content))
    return withdraw(application, by=signatory(application.unit), at=AT - timedelta(days=200), opinion="项目调整")


def bind_all() -> int:
    return bind_waiting(lambda: AT, lambda: False)


def filed() -> Archive:
    archive = file(withdrawn(), by=CLERK, at=AT, retention="short")
    bind_all()
    archive.refresh_from_db()
    return archive


def package_of(archive: Archive) -> bytes:
    last = archive.packages.order_by("serial").last()
    assert last is not None
    with default_storage.open(last.stored_at) as kept:
        content: bytes = kept.read()
    return content


def test_a_withdrawn_case_becomes_a_package_that_anybody_verifies() -> None:
    archive = filed()
    assert (archive.code, archive.stage, archive.kept_until) == ("DA-2026-0001", "filed", date(2036, 12, 31))
    key = signing.public_key()
    assert key is not None
    content = package_of(archive)
    assert list(faults(io.BytesIO(content), (key,))) == []
    with ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        manifest = json.loads(package.read(MANIFEST))
        acts = [json.loads(line) for line in package.read(ACTS).splitlines()]
        guide = package.read("说明.txt").decode()
        form = package.read("文书/01 申报表.pdf")
        index = package.read("卷内目录.pdf")
    assert form.startswith(b"%PDF")
    assert b"pdfaid" in form
    assert [act["body"]["verb"] for act in acts] == ["application.begin", "application.submit", "application.withdraw"]
    assert acts[2]["opened"]["opinion"] == "项目调整"
    materials = {m.upload.sha256 for m in archive.application.materials.all()}
    originals = {f["sha256"] for f in manifest["files"] if f["path"].startswith("原件/")}
    assert originals == materials
    assert manifest["retention"] == "10年"
    assert "保管至2036年12月31日" in guide
    assert {"卷内目录.pdf", "流程记录.pdf", MANIFEST} <= set(names)
    items = list(archive.packages.get().items.all())
    assert [item.path for item in items] == names[:-1]
    assert {item.path: item.pages for item in items}["文书/01 申报表.pdf"] == len(PdfReader(io.BytesIO(form)).pages)
    listed = "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(index)).pages).split())
    assert all(f"{item.serial}{item.author}{item.reference}{item.title}" in listed for item in items)


def test_only_a_closed_case_is_filed_and_only_once() -> None:
    with pytest.raises(Refused, match="尚未办结"):
        file(submitted(), by=CLERK, at=AT, retention="long")
    case = withdrawn()
    file(case, by=CLERK, at=AT, retention="short")
    with pytest.raises(Refused, match="已归档，档号DA-2026-0001"):
        file(case, by=CLERK, at=AT, retention="short")


def test_a_file_is_bound_anew_only_when_something_was_done_since() -> None:
    case = reviewed(stage="awarded")
    archive = file(case, by=CLERK, at=AT, retention="permanent")
    bind_all()
    archive.refresh_from_db()
    with pytest.raises(Refused, match="没有新的办理记录"):
        supplement(archive, by=CLERK, at=AT, opinion="补充")
    receive_paper(case, by=CLERK, at=AT, copies=1, received_on=date(2026, 12, 1))
    supplement(archive, by=CLERK, at=AT, opinion="补收牌匾交接")
    assert bind_all() == 1
    assert list(archive.packages.values_list("serial", flat=True)) == [1, 2]
    with ZipFile(io.BytesIO(package_of(archive))) as package:
        assert len(package.read(ACTS).splitlines()) == 1


def test_storage_that_is_away_leaves_the_file_waiting_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    archive = file(withdrawn(), by=CLERK, at=AT, retention="short")

    def away(*_: object) -> None:
        raise Unavailable

    with monkeypatch.context() as patched:
        patched.setattr("haizhi.archives.tasks.keep", away)
        assert bind_all() == 0
    archive.refresh_from_db()
    assert archive.stage == "binding"
    assert "稍后自动再试" in archive.problem
    assert bind_all() == 1
    archive.refresh_from_db()
    assert (archive.stage, archive.problem) == ("filed", "")


def test_an_original_that_was_changed_in_storage_is_not_filed_as_what_it_was() -> None:
    archive = file(withdrawn(), by=CLERK, at=AT, retention="short")
    upload = archive.application.materials.all()[0].upload
    default_storage.delete(upload.stored_at)
    default_storage.save(upload.stored_at, ContentFile(b"%PDF another"))
    assert bind_all() == 0
    archive.refresh_from_db()
    assert "指纹不符" in archive.problem


def test_a_purged_file_leaves_every_package_and_the_case_is_bound_anew() -> None:
    archive = filed()
    secret = archive.application.materials.all()[0].upload
    purge = request_purge(secret, by=HEAD, at=AT, authority="口头", opinion="误传涉密内容")
    confirm_purge(purge, by=holding(Role.SECURITY_ADMIN), at=AT)
    first = archive.packages.get()
    assert erase_purged(AT) == 1
    assert not default_storage.exists(first.stored_at)
    assert bind_all() == 1
    with ZipFile(io.BytesIO(package_of(archive))) as package:
        gone = [name for name in package.namelist() if name.endswith(".已清除.txt")]
        assert len(gone) == 1
        assert secret.sha256 in package.read(gone[0]).decode()
    assert erase_purged(AT) == 0


def test_a_file_is_kept_otherwise_and_consulted_with_a_reason_on_record() -> None:
    archive = filed()
    set_retention(archive, by=HEAD, at=AT, retention="permanent", opinion="有长期参考价值")
    assert archive.kept_until is None
    with pytest.raises(Refused, match="没有变化"):
        set_retention(archive, by=HEAD, at=AT, retention="permanent", opinion="再说一遍")
    consult(archive, by=holding(Role.SUPERVISOR), at=AT, opinion="复核")
    assert Act.objects.get(verb="archive.consult").opinion == "复核"
    with pytest.raises(Refused):
        consult(archive, by=holding(Role.DRAFTER), at=AT, opinion="想看看")


def test_how_long_each_outcome_is_kept() -> None:
    usual = {stage: usual_retention(stage).label for stage in ("awarded", "not_proposed", "rejected", "withdrawn")}
    assert usual == {"awarded": "永久", "not_proposed": "30年", "rejected": "30年", "withdrawn": "10年"}
    assert kept_until(2026, Retention.LONG) == date(2056, 12, 31)

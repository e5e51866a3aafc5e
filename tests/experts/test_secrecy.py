"""What is sensitive is sealed in the database, hidden in lists, and each look at it is on record (评审·8)."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core import serializers
from django.test import Client
from python_calamine import CalamineWorkbook

from haizhi.experts import acts
from haizhi.experts.models import Correction, Expert, Look
from haizhi.experts.models.looks import OPEN_FOR
from haizhi.kernel.models import Act, Term
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from tests.experts.factories import CLERK, HEAD, NOW, RECORDER, SUPERVISOR, expert, judge, pool

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
MOBILE, EMAIL = "13900001234", "li.xiao@example.cn"


def known() -> Expert:
    return acts.enter(
        by=CLERK,
        at=NOW,
        name="李𬭎",
        discipline="energy",
        employer="重庆大学",
        mobile=MOBILE,
        email=EMAIL,
        birth_year=1968,
    )


def text(answer: Any) -> str:
    return str(answer.content.decode())


def rows(answer: Any) -> list[list[Any]]:
    """The cells of a workbook that was answered, from its heads on."""
    content = BytesIO(b"".join(answer.streaming_content))
    return CalamineWorkbook.from_filelike(content).get_sheet_by_index(0).to_python()[1:]


def test_nobody_reads_numbers_or_the_year_of_birth_in_the_database() -> None:
    one = known()
    assert (one.contact.mobile, one.contact.email, one.contact.birth_year) == (MOBILE, EMAIL, 1968)
    held = serializers.serialize("json", [one, *Act.objects.all(), *Term.objects.all()])
    assert not [said for said in (MOBILE, EMAIL, "1968", "900001234") if said in held]


def test_who_is_amended_without_numbers_keeps_them_and_what_is_emptied_goes() -> None:
    one = known()
    said: dict[str, Any] = {"name": "李𬭎", "discipline": "energy", "employer": "西南大学"}
    acts.amend(one, by=CLERK, at=NOW, **said)
    assert (one.contact.mobile, one.contact.birth_year) == (MOBILE, 1968)
    acts.amend(one, by=CLERK, at=NOW, mobile="", birth_year=0, **said)
    assert (one.contact.mobile, one.mobile_print, one.contact.email, one.contact.birth_year) == ("", "", EMAIL, None)


def test_a_sealed_number_is_found_whole_and_not_in_part(sign_in: SignIn) -> None:
    known()
    expert("王珺")
    office = sign_in(Role.OFFICE_CLERK)
    for words in (MOBILE, "+86 139-0000-1234", EMAIL, EMAIL.upper(), "lh", "重庆大", "ZJ-2026"):
        assert "李𬭎" in text(office.get("/experts/", {"q": words})), words
    assert "李𬭎" not in text(office.get("/experts/", {"q": MOBILE[:8]}))


def test_a_look_needs_its_reason_shows_all_for_a_while_and_stays_on_record(sign_in: SignIn) -> None:
    one, office = known(), sign_in(Role.OFFICE_CLERK)
    url = f"{one.get_absolute_url()}look/"
    assert "请填写用途" in text(office.post(url, {"opinion": ""}))
    page = text(office.post(url, {"opinion": "通知会议改期"}, follow=True))
    assert MOBILE in page
    assert EMAIL in page
    assert "1968年" in page
    taken = Look.objects.get()
    act = Act.objects.get(verb="look.take")
    assert (act.opinion, set(act.detail["expert"])) == ("通知会议改期", {"sealed"})
    assert MOBILE not in text(sign_in(Role.OFFICE_HEAD).get(taken.get_absolute_url()))
    Look.objects.update(at=taken.at - OPEN_FOR)
    assert MOBILE not in text(office.get(taken.get_absolute_url()))


def test_auditor_and_supervisor_read_who_looked_when_and_why_and_a_clerk_the_own_looks(
    sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    one = known()
    acts.look(by=HEAD, at=NOW, sort=Look.Sort.CONTACT, expert=one, opinion="核对身份")
    readers = [sign_in(role) for role in (Role.AUDITOR, Role.SUPERVISOR)]
    counts = []
    for more in (0, 29):
        for n in range(more):
            acts.look(by=CLERK, at=NOW + timedelta(seconds=n), sort=Look.Sort.CONTACT, expert=one, opinion="通知")
        for reader in readers:
            with django_assert_max_num_queries(12) as captured:
                page = text(reader.get("/experts/looks/"))
            counts.append(len(captured))
            assert one.code in page
            assert "李𬭎" not in page
    assert counts[:2] == counts[2:]
    assert "核对身份" in text(readers[0].get("/experts/looks/?q=核对"))
    assert "核对身份" not in text(sign_in(Role.OFFICE_CLERK).get("/experts/looks/"))
    assert sign_in(Role.AUDITOR).get(one.get_absolute_url()).status_code == 403


def test_the_list_is_taken_away_with_a_reason_and_with_most_hidden(sign_in: SignIn) -> None:
    known()
    pool(3)
    office = sign_in(Role.OFFICE_CLERK)
    assert office.get("/experts/?export=xlsx&q=李")["Location"] == "/experts/export/?q=%E6%9D%8E"
    said = {"opinion": "名单备案", "sort": "masked"}
    page = office.post("/experts/export/?q=李", said, follow=True)
    assert "共 1 名专家" in text(page)
    taken = Look.objects.get()
    assert (taken.rows, taken.conditions) == (1, "姓名、单位或编号 （按关键词）")
    heads, row = rows(office.get(f"{taken.get_absolute_url()}file/"))
    found = dict(zip(heads, row, strict=True))
    assert (found["姓名"], found["手机号码"], found["电子信箱"]) == ("李𬭎", "139****1234", "l***@example.cn")
    assert found["出生年份"] == "已登记"
    assert sign_in(Role.OFFICE_HEAD).get(f"{taken.get_absolute_url()}file/").status_code == 404


def test_only_the_head_takes_the_whole_list_away(sign_in: SignIn) -> None:
    known()
    with pytest.raises(Refused, match="完整名单由海智办负责人导出"):
        acts.look(by=CLERK, at=NOW, sort=Look.Sort.WHOLE, opinion="备份")
    with pytest.raises(Refused, match="完整资料由海智办联系专家时查看"):
        acts.look(by=SUPERVISOR, at=NOW, sort=Look.Sort.CONTACT, expert=Expert.objects.get(), opinion="抽查")
    with pytest.raises(Refused, match="由海智办经办人、海智办负责人、纪检监督人员办理"):
        acts.look(by=RECORDER, at=NOW, sort=Look.Sort.MASKED, opinion="抽查")
    supervised = acts.look(by=SUPERVISOR, at=NOW, sort=Look.Sort.MASKED, opinion="抽查")
    head = sign_in(Role.OFFICE_HEAD)
    head.post("/experts/export/", {"opinion": "迁移备份", "sort": "whole"})
    taken = Look.objects.exclude(pk=supervised.pk).get()
    heads, row = rows(head.get(f"{taken.get_absolute_url()}file/"))
    found = dict(zip(heads, row, strict=True))
    assert (found["手机号码"], found["电子信箱"], found["出生年份"]) == (MOBILE, EMAIL, 1968)


def test_what_was_asked_goes_with_the_erased(sign_in: SignIn) -> None:
    one = acts.invite(known(), by=CLERK, at=NOW)
    by = judge(one.person_id, "李𬭎")
    acts.note_absence(one, by=by, at=NOW, first_day=NOW.date(), last_day=NOW.date())
    acts.ask_correction(one, by=by, at=NOW, name="李𬭎", discipline="energy", employer="西南大学", reason="调动")
    acts.retire(one, by=CLERK, at=NOW, opinion="本人申请")
    acts.erase(one, by=HEAD, at=NOW, opinion="依申请删除")
    asked = Correction.objects.get()
    assert (asked.sealed, asked.reason, asked.asked_for) == ("", "", {})
    assert not one.absences.exists()
    own = Act.objects.filter(kind__in=("expert", "correction")).exclude(verb="expert.erase")
    assert all(bytes(act.salt) == bytes(act.identity_salt) == b"" and act.body == {} for act in own)
    with pytest.raises(Refused, match="资料已经删除"):
        acts.look(by=CLERK, at=NOW, sort=Look.Sort.CONTACT, expert=one, opinion="查看")
    page = sign_in(Role.OFFICE_HEAD).get(one.get_absolute_url()).content.decode()
    assert "个人资料和用于证明姓名的盐值已经销毁" in page
    assert "参加随机抽取" not in page

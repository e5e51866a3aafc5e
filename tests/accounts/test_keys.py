"""Signing keys: made here under a passphrase, or kept elsewhere and proven; replaced, reported lost, never readable."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from haizhi.accounts.acts import enrol, grant, make_key, open_key, register_key, retire_key
from haizhi.accounts.acts.keys import challenge
from haizhi.accounts.models import Key, Person
from haizhi.accounts.queries import actor_for
from haizhi.fairness import ed25519
from haizhi.fairness.note import Key as PublicKey
from haizhi.fairness.note import make_key as public_key
from haizhi.fairness.note import signature_line
from haizhi.kernel import vault
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.models import Act
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role

pytestmark = pytest.mark.django_db

AT = datetime(2026, 6, 10, 1, 0, tzinfo=UTC)
PASSPHRASE = "磁器口 三条老街 一碗豆花饭 雨"
SEED = bytes(range(32))


@pytest.fixture(autouse=True)
def _cheap() -> Iterator[None]:
    """Nobody attacks a test."""
    with vault.stretching(2):
        yield


def holding(role: Role, mobile: str) -> Person:
    person = enrol(by=SYSTEM, at=AT, name=f"{role.label}甲", mobile=mobile)
    grant(person, by=SYSTEM, at=AT, role=role, valid_from=AT.date())
    return person


@pytest.fixture
def witness() -> Person:
    return holding(Role.SUPERVISOR, "13900000011")


@pytest.fixture
def by(witness: Person) -> Actor:
    return actor_for(witness, AT)


def proof(by: Actor, vkey: PublicKey, seed: bytes = SEED) -> str:
    return signature_line(vkey, ed25519.sign(seed, challenge(by.id, vkey).encode()))


def at_home(name: str = "haizhi.chongqing/witness/1") -> PublicKey:
    return public_key(name, ed25519.public_of(SEED))


def test_a_key_made_here_opens_with_its_passphrase_alone(by: Actor) -> None:
    key = make_key(by=by, at=AT, passphrase=PASSPHRASE)
    assert (key.name, key.post, key.stage) == ("haizhi.chongqing/witness/1", "witness", "active")
    signing, opening = open_key(key, PASSPHRASE)
    assert ed25519.public_of(signing).hex() == key.public
    assert vault.public_half(opening).hex() == key.box
    with pytest.raises(Refused, match="口令不对"):
        open_key(key, PASSPHRASE + "。")


def test_neither_passphrase_nor_private_half_is_readable_anywhere(by: Actor) -> None:
    key = make_key(by=by, at=AT, passphrase=PASSPHRASE)
    signing, opening = open_key(key, PASSPHRASE)
    stored = json.dumps([key.envelope, *Act.objects.values_list("body", flat=True)], ensure_ascii=False)
    for secret in (PASSPHRASE, signing.hex(), opening.hex()):
        assert secret not in stored
    assert Act.objects.get(verb="key.make").detail == {
        "post": "witness",
        "name": key.name,
        "public": str(key.vkey),
        "replaces": None,
    }


@pytest.mark.parametrize(
    ("passphrase", "reason"),
    [
        ("太短", "至少14个字符"),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", "至少8个不相同"),
        ("13900000011 的那把钥匙在哪里呢", "含有您的姓名、账号"),
        ("一句登录也用的密码 2026 重庆", "与登录密码相同"),
    ],
)
def test_a_passphrase_that_is_soon_guessed_is_refused(passphrase: str, reason: str, witness: Person) -> None:
    witness.set_password("一句登录也用的密码 2026 重庆")
    witness.save()
    with pytest.raises(Refused, match=reason):
        make_key(by=actor_for(witness, AT), at=AT, passphrase=passphrase)
    assert not Key.objects.exists()


def test_another_key_takes_the_place_of_the_first_which_stays_for_what_it_signed(by: Actor) -> None:
    first = make_key(by=by, at=AT, passphrase=PASSPHRASE)
    second = make_key(by=by, at=AT + timedelta(days=1), passphrase=PASSPHRASE)
    first.refresh_from_db()
    assert (first.stage, first.ended_at, second.replaces) == ("replaced", AT + timedelta(days=1), first)
    assert second.name == "haizhi.chongqing/witness/2"
    retire_key(second, by=by, at=AT + timedelta(days=2), opinion="电脑失窃。")
    third = register_key(by=by, at=AT + timedelta(days=3), **elsewhere(by, "haizhi.chongqing/witness/3"))
    assert (second.stage, third.replaces, third.is_here) == ("retired", second, False)
    assert Act.objects.get(verb="key.register").detail["replaces"] == str(second.pk)


def elsewhere(by: Actor, name: str) -> dict[str, str]:
    vkey = at_home(name)
    return {"public": str(vkey), "proof": proof(by, vkey)}


def test_only_its_holder_reports_a_key_lost_and_the_other_side_is_told(by: Actor) -> None:
    key = make_key(by=by, at=AT, passphrase=PASSPHRASE)
    told = Act.objects.get(verb="key.make").outgoing.values_list("role", flat=True)
    assert set(told) == {"office_clerk", "office_head"}
    clerk = actor_for(holding(Role.OFFICE_CLERK, "13900000012"), AT)
    with pytest.raises(Refused, match="只能停用本人的签名密钥"):
        retire_key(key, by=clerk, at=AT, opinion="他人代办")
    make_key(by=clerk, at=AT, passphrase=PASSPHRASE)
    assert set(Key.objects.values_list("name", flat=True)) == {key.name, "haizhi.chongqing/operator/1"}


def test_a_public_key_is_registered_by_whoever_has_the_private_half(by: Actor) -> None:
    vkey = at_home()
    with pytest.raises(Refused, match="不是此密钥对上面文本的签名"):
        register_key(by=by, at=AT, public=str(vkey), proof=proof(by, vkey, bytes(32)))
    with pytest.raises(Refused, match="不是此密钥对上面文本的签名"):
        register_key(by=by, at=AT, public=str(vkey), proof="签名")
    stranger = actor_for(holding(Role.SUPERVISOR, "13900000013"), AT)
    with pytest.raises(Refused, match="不是此密钥对上面文本的签名"):
        register_key(by=stranger, at=AT, public=str(vkey), proof=proof(by, vkey))
    key = register_key(by=by, at=AT, public=str(vkey), proof=proof(by, vkey))
    assert (str(key.vkey), key.envelope) == (str(vkey), None)
    with pytest.raises(Refused, match="已经登记过"):
        register_key(by=stranger, at=AT, public=str(vkey), proof=proof(stranger, vkey))


@pytest.mark.parametrize(
    ("public", "reason"),
    [
        ("不是公钥", "不是公钥的规定格式"),
        (str(at_home("haizhi.chongqing/witness/9")), "密钥名称应为haizhi.chongqing/witness/1"),
    ],
)
def test_a_public_key_is_taken_as_the_platform_names_it(public: str, reason: str, by: Actor) -> None:
    with pytest.raises(Refused, match=reason):
        register_key(by=by, at=AT, public=public, proof="")


@pytest.fixture
def browser(witness: Person) -> Client:
    client = Client()
    client.force_login(witness)
    return client


def test_the_page_leads_from_no_key_to_one_and_to_the_next(browser: Client) -> None:
    assert "还没有签名密钥" in browser.get("/accounts/keys/").content.decode()
    wrong = browser.post("/accounts/keys/make/", {"passphrase": PASSPHRASE, "repeated": "另一句"})
    assert wrong.status_code == 422
    assert "两次输入的口令不同" in wrong.content.decode()
    assert PASSPHRASE not in wrong.content.decode()
    done = browser.post("/accounts/keys/make/", {"passphrase": PASSPHRASE, "repeated": PASSPHRASE}, follow=True)
    page = done.content.decode()
    assert "haizhi.chongqing/witness/1" in page
    assert "更换：另制一把" in page
    key = Key.objects.get()
    assert str(key.vkey) in browser.get(key.get_absolute_url()).content.decode()
    assert "会议密钥，此后凭恢复码启用" in browser.get("/accounts/keys/make/").content.decode()
    lost = browser.post(f"{key.get_absolute_url()}retire/", {"opinion": "遗失"}, follow=True)
    assert "另制或另登记一把" in lost.content.decode()
    assert "已报失停用" in browser.get("/accounts/keys/").content.decode()
    assert "已报失停用" in Client().get("/public/verification/").content.decode()


def test_a_key_kept_elsewhere_is_registered_in_two_steps(browser: Client, by: Actor) -> None:
    url, vkey = "/accounts/keys/register/", at_home()
    assert "verify.pyz keygen haizhi.chongqing/witness/1" in browser.get(url).content.decode()
    assert browser.post(url, {"public": "不是公钥"}).status_code == 422
    shown = browser.post(url, {"public": str(vkey)})
    assert "证明私钥在您手中" in shown.content.decode()
    text = browser.post("/accounts/keys/challenge/", {"public": str(vkey)})
    assert text.content.decode() == challenge(by.id, vkey)
    assert browser.post("/accounts/keys/challenge/", {"public": "不是公钥"}).status_code == 404
    wrong = browser.post(url, {"public": str(vkey), "proof": "签名"})
    assert wrong.status_code == 422
    assert "不是此密钥对上面文本的签名" in wrong.content.decode()
    done = browser.post(url, {"public": str(vkey), "proof": proof(by, vkey)}, follow=True)
    assert "本人另行保管" in done.content.decode()

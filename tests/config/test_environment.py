import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from haizhi.config import environment
from haizhi.config.environment import Misconfigured

KEY = "k3y-Zq9-" * 8
POSTGRES = "postgresql://haizhi:p%40ss@10.0.0.5:5433/haizhi?sslmode=require"


def refusal(**environ: str) -> str:
    with pytest.raises(Misconfigured) as refused:
        environment.read(environ)
    return str(refused.value)


def test_nothing_set_means_the_embedded_database_on_this_machine_alone(tmp_path: Path) -> None:
    found = environment.read({"HAIZHI_HOME": str(tmp_path / "var")})
    assert found.postgres is None
    assert not found.served_to_others
    assert found.storage.options["location"] == tmp_path / "var" / "files"
    assert found.clamd is None
    assert found.mail is None
    assert found.sms is None


def test_the_home_folder_is_var_where_the_command_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert environment.read({}).home == tmp_path / "var"


def test_the_embedded_secret_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    home = tmp_path / "var"
    first = environment.read({"HAIZHI_HOME": str(home)}).secret_key
    assert environment.read({"HAIZHI_HOME": str(home)}).secret_key == first
    assert len(first) >= 50
    assert stat.S_IMODE((home / "secret.key").stat().st_mode) == 0o600
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert [path.name for path in home.iterdir()] == ["secret.key"]


def test_two_installations_have_different_keys(tmp_path: Path) -> None:
    keys = {environment.read({"HAIZHI_HOME": str(tmp_path / name)}).secret_key for name in ("a", "b")}
    assert len(keys) == 2


def test_whoever_comes_second_reads_the_key_of_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def already_there(source: str, target: Path) -> None:
        target.write_text(KEY)
        target.chmod(0o600)
        raise FileExistsError(source)

    monkeypatch.setattr(os, "link", already_there)
    assert environment.read({"HAIZHI_HOME": str(tmp_path)}).secret_key == KEY


def test_a_key_that_others_can_read_stops_the_start(tmp_path: Path) -> None:
    environment.read({"HAIZHI_HOME": str(tmp_path)})
    (tmp_path / "secret.key").chmod(0o644)
    message = refusal(HAIZHI_HOME=str(tmp_path))
    assert "secret.key 可被他人读取" in message
    assert "chmod 600" in message


@pytest.mark.parametrize("content", ["short", "密钥" * 40])
def test_a_damaged_key_file_stops_the_start(tmp_path: Path, content: str) -> None:
    (tmp_path / "secret.key").write_text(content, encoding="utf-8")
    (tmp_path / "secret.key").chmod(0o600)
    assert "HAIZHI_HOME：" in refusal(HAIZHI_HOME=str(tmp_path))


def test_a_home_that_cannot_be_a_folder_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    message = refusal(HAIZHI_HOME=str(tmp_path / "file"))
    assert "请改为本用户可读写的文件夹" in message


def test_postgresql_needs_a_key_that_every_machine_shares(tmp_path: Path) -> None:
    message = refusal(HAIZHI_HOME=str(tmp_path / "var"), HAIZHI_DATABASE_URL=POSTGRES)
    assert "HAIZHI_SECRET_KEY：使用 PostgreSQL 时必须设置" in message
    assert "token_urlsafe" in message
    assert not (tmp_path / "var").exists()


def test_a_refused_start_leaves_nothing_behind(tmp_path: Path) -> None:
    refusal(HAIZHI_HOME=str(tmp_path / "var"), HAIZHI_CLAMD="nonsense")
    assert not (tmp_path / "var").exists()


def test_every_fault_is_reported_at_once() -> None:
    message = refusal(
        HAIZHI_DATABASE_URL="mysql://x/y", HAIZHI_SECRET_KEY="short", HAIZHI_ALLOWED_HOSTS="*", HAIZHI_FONTS="/x"
    )
    for name in ("HAIZHI_DATABASE_URL", "HAIZHI_SECRET_KEY", "HAIZHI_ALLOWED_HOSTS", "HAIZHI_FONTS"):
        assert f"{name}：" in message


def test_a_misspelt_variable_is_not_passed_over_in_silence() -> None:
    message = refusal(HAIZHI_DATABSE_URL=POSTGRES)
    assert "HAIZHI_DATABSE_URL：没有这个变量" in message
    assert "HAIZHI_DATABASE_URL" in message


def test_a_variable_left_empty_counts_as_unset(tmp_path: Path) -> None:
    found = environment.read({"HAIZHI_HOME": str(tmp_path), "HAIZHI_DATABASE_URL": " ", "HAIZHI_ALLOWED_HOSTS": ""})
    assert found.postgres is None
    assert found.allowed_hosts == environment.LOOPBACK


def test_one_host_beyond_this_machine_means_serving_others() -> None:
    served = environment.read({"HAIZHI_SECRET_KEY": KEY, "HAIZHI_ALLOWED_HOSTS": "127.0.0.1, haizhi.example.cn"})
    assert served.served_to_others
    assert not environment.read({"HAIZHI_SECRET_KEY": KEY, "HAIZHI_ALLOWED_HOSTS": "127.0.0.2,[::1]"}).served_to_others


def settings_seen(expression: str, **environ: str) -> str:
    """What an expression over the settings prints in a process of its own."""
    program = f"from django.conf import settings as s; print(({expression}))"
    environ |= {"DJANGO_SETTINGS_MODULE": "haizhi.config.settings", "PATH": os.environ["PATH"]}
    ran = subprocess.run([sys.executable, "-c", program], env=environ, capture_output=True, text=True, check=True)  # noqa: S603 - the tests' own program
    return ran.stdout.strip()


def test_on_this_machine_alone_signing_in_works_over_plain_http(tmp_path: Path) -> None:
    seen = settings_seen(
        "s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS",
        HAIZHI_HOME=str(tmp_path),
    )
    assert seen == "(False, False, False, 0)"


def test_served_to_others_every_cookie_is_secure_and_only_https_is_spoken(tmp_path: Path) -> None:
    seen = settings_seen(
        "s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_NAME",
        HAIZHI_HOME=str(tmp_path),
        HAIZHI_ALLOWED_HOSTS="haizhi.example.cn",
    )
    assert seen == "(True, True, True, '__Host-haizhi')"


def test_postgresql_is_used_as_its_address_says() -> None:
    seen = settings_seen(
        "[s.DATABASES['default'][k] for k in ('HOST', 'PORT', 'NAME', 'USER', 'PASSWORD')],"
        "s.DATABASES['default']['OPTIONS']['sslmode'], s.DATABASES['default']['OPTIONS']['options']",
        HAIZHI_DATABASE_URL=POSTGRES,
        HAIZHI_SECRET_KEY=KEY,
    )
    assert seen == "(['10.0.0.5', '5433', 'haizhi', 'haizhi', 'p@ss'], 'require', '-c jit=off')"


def test_mail_goes_through_the_relay_that_is_named(tmp_path: Path) -> None:
    seen = settings_seen(
        "s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_HOST_USER, s.EMAIL_USE_TLS, s.EMAIL_USE_SSL, s.DEFAULT_FROM_EMAIL",
        HAIZHI_HOME=str(tmp_path),
        HAIZHI_EMAIL_URL="smtp+tls://u:p@mail.example.cn?from=haizhi@example.cn",
    )
    assert seen == "('mail.example.cn', 587, 'u', True, False, 'haizhi@example.cn')"


def test_without_a_relay_no_mail_is_tried(tmp_path: Path) -> None:
    assert settings_seen("s.EMAIL_BACKEND", HAIZHI_HOME=str(tmp_path)).endswith("dummy.EmailBackend")


def test_links_in_letters_lead_to_the_first_host_that_others_reach() -> None:
    served = environment.read(
        {"HAIZHI_SECRET_KEY": KEY, "HAIZHI_ALLOWED_HOSTS": "127.0.0.1,.haizhi.example.cn,10.0.0.1"}
    )
    assert served.base_url == "https://haizhi.example.cn"


def test_on_this_machine_alone_links_lead_to_where_the_server_listens(tmp_path: Path) -> None:
    assert settings_seen("s.HAIZHI_BASE_URL", HAIZHI_HOME=str(tmp_path)) == "http://127.0.0.1:8000"


def test_short_messages_go_through_the_gateway_that_is_named(tmp_path: Path) -> None:
    seen = settings_seen(
        "s.HAIZHI_SMS.host, s.HAIZHI_SMS.username",
        HAIZHI_HOME=str(tmp_path),
        HAIZHI_SMS_URL="https://u:p@sms.example.cn/send",
    )
    assert seen == "('sms.example.cn', 'u')"
    assert settings_seen("s.HAIZHI_SMS", HAIZHI_HOME=str(tmp_path)) == "None"

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from haizhi.config import values
from haizhi.config.values import Wrong

PARSERS: list[Callable[[str], object]] = [
    values.secret_key,
    values.postgres,
    values.hosts,
    values.storage,
    values.scanner,
    values.mail,
    values.sms,
]


@pytest.mark.parametrize("parse", PARSERS)
@given(text=st.text(max_size=80))
def test_any_text_is_either_understood_or_refused_with_a_remedy(parse: Callable[[str], object], text: str) -> None:
    try:
        parse(text)
    except Wrong as fault:
        assert fault.wrong
        assert fault.remedy


@pytest.mark.parametrize("parse", PARSERS)
@given(
    text=st.from_regex(r"(postgres(ql)?|file|s3|unix|tcp|smtps?|https?)://[\[\]a-z0-9:@%/?=&.-]{0,30}", fullmatch=True)
)
@example(text="postgres://%80")
def test_any_address_is_either_understood_or_refused_with_a_remedy(parse: Callable[[str], object], text: str) -> None:
    try:
        parse(text)
    except Wrong as fault:
        assert fault.remedy


@pytest.mark.parametrize("key", ["x" * 49, "ab" * 40])
def test_a_short_or_monotonous_key_is_refused(key: str) -> None:
    with pytest.raises(Wrong, match="密钥过短或过于简单"):
        values.secret_key(key)


def test_a_postgresql_address_keeps_what_libpq_understands() -> None:
    assert values.postgres("postgresql://u:p%2F@h:6432/d?sslmode=verify-full") == {
        "user": "u",
        "password": "p/",
        "host": "h",
        "port": "6432",
        "dbname": "d",
        "sslmode": "verify-full",
    }


def test_a_socket_folder_can_be_the_host() -> None:
    assert values.postgres("postgresql:///d?host=%2Frun%2Fpg")["host"] == "/run/pg"


@pytest.mark.parametrize(
    ("address", "wrong"),
    [
        ("mysql://u@h/d", "只支持 PostgreSQL"),
        ("postgresql://u@h", "缺少库名"),
        ("postgresql://u@h/d?no_such_option=1", "无法识别"),
    ],
)
def test_a_wrong_database_address_says_how_to_write_it(address: str, wrong: str) -> None:
    with pytest.raises(Wrong, match=wrong) as refused:
        values.postgres(address)
    assert "postgresql://用户:密码@主机:5432/库名" in refused.value.remedy


def test_hosts_are_names_separated_by_commas() -> None:
    assert values.hosts(" haizhi.example.cn, .example.cn ,10.1.2.3,[::1]") == (
        "haizhi.example.cn",
        ".example.cn",
        "10.1.2.3",
        "[::1]",
    )


@pytest.mark.parametrize("text", ["*", "https://haizhi.example.cn", "haizhi.example.cn:443", "海智.cn", ",", "[zz]"])
def test_what_is_no_host_name_is_refused(text: str) -> None:
    with pytest.raises(Wrong) as refused:
        values.hosts(text)
    assert "只写域名或 IP 地址" in refused.value.remedy


@pytest.mark.parametrize(
    ("host", "answer"),
    [
        ("localhost", True),
        ("127.0.0.9", True),
        ("[::1]", True),
        ("10.0.0.1", False),
        ("localhost.example.cn", False),
        (".localhost", False),
    ],
)
def test_only_this_machine_is_loopback(host: str, answer: bool) -> None:
    assert values.is_loopback(host) is answer


def test_files_in_a_folder_are_readable_by_the_service_alone() -> None:
    kept = values.storage("file:///srv/%E6%B5%B7%E6%99%BA")
    assert kept.options["location"] == Path("/srv/海智")
    assert kept.options["file_permissions_mode"] == 0o600


@pytest.mark.parametrize("text", ["/srv/files", "file:relative", "file://host/x", "s3://host", "ftp://h/x", "s3://[/b"])
def test_a_wrong_storage_address_is_refused(text: str) -> None:
    with pytest.raises(Wrong):
        values.storage(text)


@pytest.mark.parametrize(
    ("address", "endpoint"),
    [
        ("s3://k%2F:s@s3.example.cn/haizhi?region=cq", "https://s3.example.cn"),
        ("s3://k%2F:s@10.0.0.9:9000/haizhi?region=cq&tls=no", "http://10.0.0.9:9000"),
    ],
)
def test_a_bucket_is_private_and_reached_at_its_own_address(address: str, endpoint: str) -> None:
    options = values.storage(address).options
    assert options["endpoint_url"] == endpoint
    assert options["bucket_name"] == "haizhi"
    assert options["access_key"] == "k/"
    assert options["region_name"] == "cq"
    assert options["default_acl"] == "private"
    assert options["client_config"].s3 == {"addressing_style": "path"}


def test_a_service_with_buckets_in_its_host_name_is_addressed_so() -> None:
    options = values.storage("s3://k:s@oss.example.cn/haizhi?style=virtual").options
    assert options["client_config"].s3 == {"addressing_style": "virtual"}
    with pytest.raises(Wrong, match="style"):
        values.storage("s3://k:s@oss.example.cn/haizhi?style=other")


def test_the_scanner_listens_on_a_socket_or_a_port() -> None:
    assert values.scanner("unix:/run/clamav/clamd.ctl") == "/run/clamav/clamd.ctl"
    assert values.scanner("tcp://10.0.0.7") == ("10.0.0.7", 3310)
    assert values.scanner("tcp://10.0.0.7:99") == ("10.0.0.7", 99)


@pytest.mark.parametrize("text", ["/run/clamav/clamd.ctl", "unix:clamd", "tcp://", "tcp://h:99999"])
def test_a_wrong_scanner_address_is_refused(text: str) -> None:
    with pytest.raises(Wrong):
        values.scanner(text)


@pytest.mark.parametrize(
    ("scheme", "port", "starttls", "tls"),
    [("smtp", 25, False, False), ("smtp+tls", 587, True, False), ("smtps", 465, False, True)],
)
def test_a_mail_relay_is_spoken_to_as_its_scheme_says(scheme: str, port: int, starttls: bool, tls: bool) -> None:
    relay = values.mail(f"{scheme}://u:p%40@mail.example.cn?from=haizhi@example.cn")
    assert (relay.port, relay.starttls, relay.tls) == (port, starttls, tls)
    assert relay.password == "p@"
    assert relay.sender == "haizhi@example.cn"


def test_a_mail_relay_without_a_sender_is_refused() -> None:
    with pytest.raises(Wrong, match="缺少发件地址"):
        values.mail("smtp://mail.example.cn")


def test_a_gateway_for_short_messages_is_spoken_to_by_https() -> None:
    gateway = values.sms("https://u:p%40@sms.example.cn/v1/send?app=7")
    assert (gateway.tls, gateway.host, gateway.port, gateway.path) == (True, "sms.example.cn", 443, "/v1/send?app=7")
    assert (gateway.username, gateway.password) == ("u", "p@")
    assert values.sms("https://sms.example.cn").path == "/"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_a_gateway_on_this_machine_may_be_spoken_to_in_clear(host: str) -> None:
    gateway = values.sms(f"http://{host}:8080/")
    assert (gateway.tls, gateway.port) == (False, 8080)


@pytest.mark.parametrize(
    ("address", "wrong"),
    [
        ("http://sms.example.cn/", "只能用 https 访问"),
        ("sms.example.cn", "无法识别"),
        ("https://", "无法识别"),
        ("https://sms.example.cn/短信", "含有空格或中文"),
        ("https://sms.example.cn/a b", "含有空格或中文"),
    ],
)
def test_a_gateway_that_others_could_listen_to_or_that_is_none_is_refused(address: str, wrong: str) -> None:
    with pytest.raises(Wrong, match=wrong):
        values.sms(address)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert values.existing_folder(str(tmp_path)) == tmp_path
    with pytest.raises(Wrong, match="没有这个文件夹"):
        values.existing_folder(str(tmp_path / "no"))

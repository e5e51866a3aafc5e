import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, reverse


@pytest.mark.sqlite_only
@pytest.mark.parametrize(("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)])
@pytest.mark.django_db
def test_the_embedded_database_loses_nothing_that_it_has_acknowledged(pragma: str, value: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        assert cursor.fetchone() == (value,)


@pytest.mark.sqlite_only
@pytest.mark.django_db
def test_a_writer_waits_its_turn_at_the_beginning() -> None:
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        assert cursor.fetchone() == (20_000,)


@pytest.mark.postgresql_only
@pytest.mark.django_db
def test_connections_come_from_a_pool_and_reads_open_no_transaction_of_their_own() -> None:
    assert connection.pool is not None  # type: ignore[attr-defined]  # PostgreSQL's wrapper alone has one
    assert not settings.DATABASES["default"].get("CONN_MAX_AGE")
    assert not settings.DATABASES["default"].get("ATOMIC_REQUESTS")


@pytest.mark.django_db
def test_a_page_runs_no_script_and_no_style_that_is_not_ours(client: Client) -> None:
    policy = client.get("/no-such-page/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.django_db
def test_a_page_cannot_be_framed_or_guessed_at(client: Client) -> None:
    headers = client.get("/no-such-page/").headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db
def test_a_page_that_is_not_there_says_so_in_chinese_and_shows_no_inside(client: Client) -> None:
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    assert "没有找到" in response.content.decode()
    assert "urlpatterns" not in response.content.decode()


def test_a_host_that_is_not_ours_is_refused(client: Client) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_there_is_no_admin_site() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("admin:index")

"""Rubbish in any field of any form: a 4xx with what was typed, or saved as it is; never an error of ours."""

from datetime import UTC, datetime
from html import escape
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from haizhi.accounts.acts import enrol, grant
from haizhi.accounts.models import Person
from haizhi.applications.forms.sections import SECTION_FORMS, AnswersForm
from haizhi.applications.models import Application
from haizhi.kernel.actor import SYSTEM
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.evidence import RECORDS, RecordKind
from haizhi.regulation.roles import Role
from haizhi.regulation.sections import Section
from tests.accounts.factories import mobile
from tests.applications.factories import NOW, begun

pytestmark = pytest.mark.django_db

ODD = (
    "",
    " ",
    "\0",
    "\ufeff",
    "\u202e",
    "-0",
    "1e999",
    "NaN",
    "٣",
    "0x10",
    "2026-00",
    "9999年99月",
    "𬭎" * 70,
    "<b>&\"'",
    "\r\n",
)
TEXTS = st.one_of(st.sampled_from(ODD), st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
FIELDS = list(AnswersForm.base_fields)


class Rubbish(TestCase):
    """One draft, one browser; each example is undone."""

    application: Application
    person: Person

    @classmethod
    def setUpTestData(cls) -> None:
        with time_machine.travel(NOW, tick=False):
            cls.application = begun()
            cls.person = enrol(None, by=SYSTEM, at=NOW, name="曾查", mobile=mobile())
            unit = cls.application.unit
            grant(cls.person, by=SYSTEM, at=NOW, role=Role.DRAFTER, valid_from=day_of(NOW), organisation=unit)

    def setUp(self) -> None:
        clock = time_machine.travel(datetime(2026, 3, 20, 2, tzinfo=UTC), tick=False)
        clock.start()
        self.addCleanup(clock.stop)
        self.browser = Client()
        self.browser.force_login(self.person)

    def post(self, url: str, said: dict[str, Any], allowed: set[int]) -> Any:
        answer = self.browser.post(url, said)
        assert answer.status_code in allowed, (url, said, answer.status_code)
        return answer

    def typed_is_kept(self, answer: Any, said: dict[str, str]) -> None:
        """A page that refuses shows every text that was typed; a NUL can't be shown."""
        if answer.status_code != 422:
            return
        page = answer.content.decode().replace("\r\n", "\n")
        for name, value in said.items():
            shown = value.replace("\r\n", "\n").strip()
            if shown and "\0" not in value and not name.startswith(("seen", "relation", "state", "theirs")):
                assert escape(shown).replace("&#x27;", "&#x27;") in page, (name, value)

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.sampled_from(list(SECTION_FORMS)), st.dictionaries(st.sampled_from(FIELDS), TEXTS, max_size=8), TEXTS)
    def test_in_a_section(self, section: Section, said: dict[str, str], seen: str) -> None:
        url = f"/applications/{self.application.code}/edit/{section.value}/"
        own = {name: value for name, value in said.items() if name in SECTION_FORMS[section].names}
        texts = {name: value for name, value in own.items() if name not in ("above_scale", "high_tech")}
        answer = self.post(url, own | {"seen": seen}, {302, 422})
        self.typed_is_kept(answer, texts)

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.one_of(st.sampled_from(FIELDS), TEXTS), TEXTS, TEXTS)
    def test_in_what_saves_itself(self, field: str, value: str, seen: str) -> None:
        url = f"/applications/{self.application.code}/save/"
        self.post(url, {"field": field, field: value, "seen": seen}, {200, 400, 409, 422})

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.sampled_from(list(RecordKind)), st.data())
    def test_in_a_record(self, kind: RecordKind, data: st.DataObject) -> None:
        names = [field.key for field in RECORDS[kind].fields] + ["agreement", "there", "seen"]
        said = data.draw(st.dictionaries(st.sampled_from(names), TEXTS))
        url = f"/applications/{self.application.code}/records/{kind.value}/{uuid4()}/"
        answer = self.post(url, said, {302, 422})
        chosen = {field.key for field in RECORDS[kind].fields if field.choices} | {"agreement", "there"}
        self.typed_is_kept(answer, {name: value for name, value in said.items() if name not in chosen})
        field = data.draw(st.sampled_from([*names, "nonsense"]))
        self.post(f"{url}save/", said | {"field": field}, {200, 400, 409, 422})

    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.dictionaries(st.sampled_from(["truth_declared", "no_secrets_declared", "seen", "theirs-x"]), TEXTS))
    def test_in_the_declarations(self, said: dict[str, str]) -> None:
        self.post(f"/applications/{self.application.code}/check/", said, {302, 422})

    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.dictionaries(st.sampled_from(["record", "kind", "all", "material", "upload", "clear"]), TEXTS))
    def test_in_what_is_brought_in_or_taken_out(self, said: dict[str, str]) -> None:
        base = f"/applications/{self.application.code}"
        self.post(f"{base}/records/former/", said, {302})
        self.post(f"{base}/materials/remove/", said, {302})
        self.post(f"{base}/materials/other/", said, {302, 422})

    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.dictionaries(st.sampled_from(["call", "unit", "once", "seen"]), TEXTS))
    def test_in_how_an_application_is_begun(self, said: dict[str, str]) -> None:
        self.post("/applications/begin/", said, {422})

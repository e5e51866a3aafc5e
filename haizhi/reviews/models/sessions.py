"""Sessions with their seats, the dice of their draws, and the turns of those reviewed."""

from typing import ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from haizhi.accounts.models import Cosigned, Person
from haizhi.applications.models import Application, Call
from haizhi.experts.models import Expert
from haizhi.kernel.actor import Grant
from haizhi.kernel.source import new_salt
from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.regulation.citations import Citation, review_rules
from haizhi.regulation.moves import Move
from haizhi.regulation.roles import OFFICE_ROLES, Role

WITNESS_READERS = OFFICE_ROLES | {Role.SUPERVISOR, Role.AUDITOR}
"""The Office that runs the review, 纪检 that witnesses it, the auditor."""

APPLICANTS = frozenset({Role.DRAFTER, Role.SIGNATORY})
"""Who is reviewed; a station's clerk has no part in it."""


_IN_THE_ROOM = ("presenting", "scoring", "readmitting")


class Session(Cosigned):
    """A review session (评审会). `rules`, `pool` and `draws` are what the draw and the tally were bound to.

    `rules`: the published SessionRules; `disciplines`: {discipline: [least, most]} of the drawn, `traits` the same for
    each further dimension: {dimension: {value: [least, most]}}. `lottery`: the public draw named beside the dice,
    {name, count, after}, if any; `after` is an ISO instant. `pool`, `freeze`, `draws` (one a round, from 1) and
    `ranking` have the shapes of `fairness.formats`. `voided` keeps what was voided: [{freeze, draws}]. `interrupted`
    is the stage to which a refused void returns.
    """

    kind: ClassVar[str] = "session"
    page = "reviews:detail"
    readers = WITNESS_READERS | {Role.PARTY_RECORDER}
    searched = {"session": "pk"}
    parts = ("turns",)
    signing_page = "reviews:checkpoint"
    how_to_sign = "请其在“签名密钥”页面启用签名密钥，或在“待签检查点”页面签名。"

    code = models.CharField("编号", max_length=24, unique=True)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="sessions")
    name = models.CharField("名称", max_length=120)
    held_at = models.DateTimeField("时间")
    place = models.CharField("地点", max_length=200)
    rules = models.JSONField(null=True, editable=False)
    disciplines = models.JSONField(default=dict, editable=False)
    traits = models.JSONField(default=dict, editable=False)
    lottery = models.JSONField(null=True, editable=False)
    pool = models.JSONField(default=list, editable=False)
    freeze = models.JSONField(null=True, editable=False)
    draws = models.JSONField(default=list, editable=False)
    ranking = models.JSONField(default=list, editable=False)
    voided = models.JSONField(default=list, editable=False)
    interrupted = models.CharField(max_length=16, blank=True, editable=False)
    frozen_at = models.DateTimeField(null=True, editable=False)
    round = models.PositiveSmallIntegerField(default=0, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-held_at", "code"]

    def __str__(self) -> str:
        return self.name

    @property
    def signed_under(self) -> Citation:
        return review_rules(7)

    def names(self) -> tuple[str, ...]:
        return (self.name,)

    @classmethod
    def readable(cls, grant: Grant) -> Q | None:
        """A judge sees the sessions in which they sit; applicants those to which they are invited."""
        if grant.role is Role.JUDGE:
            return cls.scoped(grant)
        if grant.role in APPLICANTS and grant.place:
            invited = Turn.objects.filter(application__unit__id=grant.place).exclude(stage="struck")
            return Q(pk__in=invited.values("session"))
        return Q() if grant.role in cls.readers else None

    @classmethod
    def scoped(cls, grant: Grant) -> Q | None:
        """To a judge belong the sessions in which they sit."""
        if grant.role is Role.JUDGE:
            sitting = Seat.objects.filter(vacated_at__isnull=True)
            return Q(pk__in=sitting.filter(person_id=grant.place).values("session")) if grant.place else None
        return super().scoped(grant)

    def within(self, grant: Grant) -> bool:
        if grant.role is Role.JUDGE:
            taken = (seat for seat in self.seats.all() if seat.vacated_at is None and seat.person_id)
            return any(str(seat.person_id) == grant.place for seat in taken)
        return super().within(grant)

    @classmethod
    def awaited(cls, grant: Grant) -> Q:
        """A judge has one pledge to sign; whoever entered the dice waits for the other, unless the two differ."""
        if grant.role is Role.JUDGE:
            pledged = Seat.objects.filter(person_id=grant.place, vacated_at__isnull=True, pledged_at__isnull=False)
            return ~Q(pk__in=pledged.values("session"))
        thrown = Entropy.objects.filter(voided=False, round=F("session__round")).exclude(recorded=F("witnessed"))
        if grant.role in OFFICE_ROLES:
            done = thrown.filter(witnessed="").exclude(recorded="")
        elif grant.role is Role.SUPERVISOR:
            done = thrown.filter(recorded="").exclude(witnessed="")
        else:
            return Q()
        return ~Q(stage__in=["frozen", "vacant"], pk__in=done.values("session"))

    def awaits(self, role: Role) -> bool:
        """The judges' turn lasts until the last of those seated has signed."""
        if role is Role.JUDGE:
            return self.seats.filter(vacated_at__isnull=True, pledged_at__isnull=True).exists()
        return self.stage not in ("frozen", "vacant") or super().awaits(role)

    def waits_for(self, move: Move) -> bool:
        """The rules come before the seal; what was published once is not asked for again."""
        return bool(self.rules) if move is moves.SEAL else move is not moves.SET_RULES or not self.rules

    def addressees(self, role: Role) -> tuple[str, ...]:
        """Every judge seated, every unit enlisted, or as any subject."""
        if role is Role.JUDGE:
            sitting = self.seats.filter(vacated_at__isnull=True, person__isnull=False)
            return tuple(sorted(str(person) for person in sitting.values_list("person_id", flat=True)))
        if role in APPLICANTS:
            units = self.turns.exclude(stage="struck").values_list("application__unit_id", flat=True)
            return tuple(sorted({str(unit) for unit in units}))
        return super().addressees(role)


class Seat(models.Model):
    """A seat on the panel: a leader of a member unit, an expert from elsewhere, or one drawn.

    `serial` is what the sheets show; `token` names the seat in the published log and, with `salt`, shows who sat there.
    `asked_at`: since when somebody drawn has been asked to come; `answer`, `answered_at`, `answer_note` what they said,
    `answered_to` who heard it by telephone. `disclosed_at`: when they declared for every unit whether they stand aside.
    """

    class Answer(models.TextChoices):
        """What somebody who was drawn said."""

        ACCEPTED = "accepted", "参加"
        REFUSED = "refused", "不能参加"

    class Origin(models.TextChoices):
        """How it was filled."""

        LEADER = "leader", "成员单位领导"
        INVITED = "invited", "市外专家"
        DRAWN = "drawn", "随机抽取"
        REPLACEMENT = "replacement", "补抽"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="seats")
    serial = models.PositiveSmallIntegerField()
    origin = models.CharField("产生方式", max_length=12, choices=Origin)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="seats")
    expert = models.ForeignKey(Expert, null=True, on_delete=models.PROTECT, related_name="seats")
    name = models.CharField("姓名", max_length=64)
    employer = models.CharField("单位", max_length=120)
    pledged_at = models.DateTimeField(null=True)
    disclosed_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    answer = models.CharField("答复", max_length=8, blank=True, choices=Answer)
    answered_at = models.DateTimeField(null=True)
    answered_to = models.CharField(max_length=64, blank=True)
    answer_note = models.CharField(max_length=200, blank=True)
    salt = models.BinaryField(max_length=32, default=new_salt)
    token = models.CharField(max_length=64)
    vacated_at = models.DateTimeField(null=True)
    vacated_because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["session", "serial"]
        constraints = [
            models.UniqueConstraint(fields=["session", "serial"], name="seats_are_numbered_within_a_session"),
            models.UniqueConstraint(
                fields=["session", "person"],
                condition=Q(vacated_at__isnull=True),
                name="a_person_sits_once_in_a_session",
                violation_error_message="此人已是本次评审的评委",
            ),
            models.CheckConstraint(
                condition=Q(origin="leader") | Q(expert__isnull=False), name="a_seat_of_an_expert_names_them"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | ~Q(answer="") & Q(answered_at__isnull=False),
                name="an_answer_and_its_time_go_together",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Entropy(models.Model):
    """What one source of a round gave, entered twice by two people: the Office's entry and 纪检's own, as read.

    `source` counts the sources named in the freeze, from 0, which are the dice.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="entropies")
    round = models.PositiveSmallIntegerField()
    source = models.PositiveSmallIntegerField(default=0)
    recorded = models.CharField(max_length=200, blank=True)
    witnessed = models.CharField(max_length=200, blank=True)
    mismatches = models.PositiveSmallIntegerField(default=0)
    voided = models.BooleanField(default=False)

    class Meta:
        ordering = ["session", "round", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "round", "source"],
                condition=Q(voided=False),
                name="each_source_gives_one_reading_a_round",
            )
        ]

    @property
    def agreed(self) -> bool:
        """Whether both entered the same."""
        return bool(self.recorded) and self.recorded == self.witnessed


class Turn(Subject):
    """An applicant's turn: 陈述, 答辩, 打分, 公布.

    `result` is the announced score: {exact, shown, valid, kept, reason, totals}; totals in tenths, ascending, unnamed.
    """

    kind: ClassVar[str] = "turn"
    page = "reviews:turn"
    page_by = ("session__code", "application__code")
    scope = {Role.DRAFTER: "application__unit_id", Role.SIGNATORY: "application__unit_id"}
    readers = WITNESS_READERS | {Role.PARTY_RECORDER}
    shown_with = ("session", "application__unit")

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="turns")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="turns")
    position = models.PositiveSmallIntegerField(null=True)
    called_at = models.DateTimeField(null=True)
    scoring_at = models.DateTimeField(null=True)
    announced_at = models.DateTimeField(null=True)
    result = models.JSONField(null=True)

    class Meta:
        ordering = ["session", "position", "application__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "application"],
                condition=~Q(stage="struck"),
                name="an_applicant_has_one_turn_in_a_session",
                violation_error_message="该单位已列入本次评审",
            ),
            models.UniqueConstraint(fields=["session", "position"], name="each_place_in_the_order_is_taken_once"),
        ]

    def __str__(self) -> str:
        return self.application.unit.name

    @property
    def number(self) -> str:
        return self.application.code

    @property
    def case_id(self) -> object:
        return self.session_id

    @classmethod
    def readable(cls, grant: Grant) -> Q | None:
        """A judge sees the turns of the sessions in which they sit."""
        if grant.role is Role.JUDGE and grant.place:
            return Q(session__in=Session.objects.filter(Session.scoped(grant) or Q(pk=None)))
        return super().readable(grant)

    @classmethod
    def awaited(cls, grant: Grant) -> Q:
        """Of those who wait their turn, the next of a hearing that is on."""
        before = Turn.objects.filter(session=OuterRef("session")).filter(
            Q(stage__in=["presenting", "scoring"]) | Q(stage="waiting", position__lt=OuterRef("position"))
        )
        return Q(stage__in=_IN_THE_ROOM) | Q(~Exists(before), session__stage="in_hearing")

    def awaits(self, role: Role) -> bool:
        """What is awaited of those in the room needs no look at the others."""
        return self.stage in _IN_THE_ROOM or super().awaits(role)

    def addressees(self, role: Role) -> tuple[str, ...]:
        return self.session.addressees(role) if role is Role.JUDGE else super().addressees(role)

"""The base of everything that acts move: a stage, a version, a scope."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Self, TypeVar

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q
from django.urls import reverse

from haizhi.kernel import search
from haizhi.kernel.actor import Actor, Grant
from haizhi.kernel.source import new_id
from haizhi.regulation import stages
from haizhi.regulation.citations import Citation
from haizhi.regulation.moves import Move, moves_of
from haizhi.regulation.roles import CITY_ROLES, Role

M_co = TypeVar("M_co", bound="Subject", covariant=True)


class SubjectQuerySet(models.QuerySet[M_co]):
    """The only way pages reach rows."""

    def visible_to(self, actor: Actor) -> Self:
        """The rows the actor may see; nothing unless some grant says so."""
        return self._any_of([self.model.readable(grant) for grant in actor.grants])

    def concerning(self, actor: Actor) -> Self:
        """The rows in the actor's places or under the actor's eyes: not what the actor sees as everybody does."""
        return self._any_of([self.model.concerned(grant) for grant in actor.grants])

    def awaiting(self, actor: Actor) -> Self:
        """The rows whose stage waits for a duty of the actor's: the 待办 list."""
        found: list[Q | None] = []
        for grant in actor.grants:
            sources = {
                stage for move in moves_of(self.model.kind) if move.task_of(grant.role) for stage in move.sources
            }
            scope = self.model.scoped(grant)
            if sources and scope is not None:
                found.append(scope & Q(stage__in=sorted(sources)) & self.model.awaited(grant))
        return self._any_of(found)

    def matching(self, words: str) -> Self:
        """The rows of which a name, a number or initials contain the words (numbers from the start of a part of them).

        One query of its own, whatever the number of rows, two for words found all over; empty words narrow nothing.
        """
        return self.found_by(search.finds(words, self.model.searched))

    def found_by(self, finds: search.Finds | None) -> Self:
        """The rows that are among the finds; all without a search."""
        return self if finds is None else finds.among(self, self.model.searched)

    def _any_of(self, conditions: list[Q | None]) -> Self:
        met = Q()
        for condition in conditions:
            if condition is None:
                continue
            if not condition:
                return self.all()
            met |= condition
        if not met:
            return self.none()
        if not _may_double(self.model, met):
            return self.filter(met)
        # A subquery, so that a scope reached through a many-relation never doubles a row.
        return self.filter(pk__in=self.model._default_manager.filter(met).values("pk"))


def _may_double(model: type[models.Model], condition: Q) -> bool:
    """Whether a condition reaches through a relation to many, whose join would show a row once for each of them."""
    for child in condition.children:
        if isinstance(child, Q):
            if _may_double(model, child):
                return True
            continue
        if isinstance(child, tuple) and _leads_to_many(model, child[0]):
            return True
    return False


def _leads_to_many(model: type[models.Model], path: str) -> bool:
    """Whether a lookup path leads through a relation to many."""
    reached: Any = model
    for step in path.split("__"):
        try:
            field = reached._meta.get_field(step)
        except FieldDoesNotExist:  # pk, or what is asked of the last field
            return False
        if field.one_to_many or field.many_to_many:
            return True
        if field.related_model is None:
            return False
        reached = field.related_model
    return False


SubjectManager = models.Manager.from_queryset(SubjectQuerySet)


class Subject(models.Model):
    """What an act moves. `kind` keys the tables of moves and stages.

    `scope` says, for each role bound to a place, by which lookup path this row belongs to that place;
    `readers` are the city-wide roles that see every row; `shown_with` the relations that title and address need;
    `searched` says by the names and numbers of which kind a row is found, and by which path it leads there;
    `named_after_people`: initials begin with a surname; `named_by_phrases`: it has none. `due_by` is the path of the
    column behind `due`. `page` is the name of the address of its page and `page_by` the paths of what stands in it,
    also for a link to it where the row itself is not at hand.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    stage = models.CharField("状态", max_length=16, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    kind: ClassVar[str]
    scope: ClassVar[Mapping[Role, str]] = {}
    readers: ClassVar[frozenset[Role]] = frozenset()
    shown_with: ClassVar[tuple[str, ...]] = ()
    searched: ClassVar[Mapping[str, str]] = {}
    named_after_people: ClassVar[bool] = False
    named_by_phrases: ClassVar[bool] = False
    due_by: ClassVar[str] = ""
    page: ClassVar[str] = ""
    page_by: ClassVar[tuple[str, ...]] = ("code",)

    objects = SubjectManager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As any row; what has a name or number to be found by is found by it at once."""
        super().save(*args, **kwargs)
        self.find_by_terms()

    def get_absolute_url(self) -> str:
        """The address of its page. Raises NotImplementedError for a kind that has none."""
        if not self.page:
            raise NotImplementedError(f"{self.kind} has no page of its own")
        return reverse(self.page, args=[self._at(path) for path in self.page_by])

    def names(self) -> tuple[str, ...]:
        """The names by which it is found, wherever in them the words stand, and by their initials."""
        return ()

    def found_by_terms(self) -> frozenset[bytes]:
        """Everything by which it is found."""
        people, phrases = self.named_after_people, self.named_by_phrases
        return search.terms(self.number, self.names(), people=people, phrases=phrases)

    def find_by_terms(self) -> None:
        """Let it be found by what it is called now: after each save, and when what it is called lies in other rows."""
        if self.kind in self.searched:
            search.index(self.kind, {self.pk: self.found_by_terms()})

    @classmethod
    def save_new(cls, rows: Sequence[Self]) -> None:
        """Save new rows of this kind together, found by their names and numbers at once as each saved alone is."""
        cls._default_manager.bulk_create(rows)
        if cls.kind in cls.searched:
            search.index(cls.kind, {row.pk: row.found_by_terms() for row in rows})

    @classmethod
    def placed_with(cls) -> frozenset[str]:
        """The relations by which a row tells its place (`place_for`); those to many can't be fetched along with it."""
        paths = {path for path in cls.scope.values() if not _leads_to_many(cls, path)}
        return frozenset(path.rpartition("__")[0] for path in paths) - {""}

    @classmethod
    def scoped(cls, grant: Grant) -> Q | None:
        """The rows that lie in the grant's place, or None; an empty Q is every row."""
        if grant.role in CITY_ROLES:
            return Q()
        path = cls.scope.get(grant.role)
        return Q(**{path: grant.place}) if path and grant.place else None

    @classmethod
    def readable(cls, grant: Grant) -> Q | None:
        """The rows that the grant lets its holder see, or None. Kinds with finer rules override it."""
        return cls.concerned(grant)

    @classmethod
    def concerned(cls, grant: Grant) -> Q | None:
        """The rows of the grant's place, every row for those who watch over the kind, or None."""
        if grant.role in cls.readers:
            return Q()
        return cls.scoped(grant) if grant.role in cls.scope else None

    @classmethod
    def awaited(cls, grant: Grant) -> Q:
        """A further condition for a row to be a 待办 of the grant's holder; none unless overridden."""
        return Q()

    def awaits(self, role: Role) -> bool:
        """Whether a duty on this row is the turn of a role that may do it: the same rule as `awaited`, on one row.

        One query for the kinds that have a further condition.
        """
        condition = self.awaited(Grant(role, self.place_for(role)))
        return not condition or type(self)._base_manager.filter(condition, pk=self.pk).exists()

    def waits_for(self, move: Move) -> bool:
        """Whether a duty of its stage is to be done on this very row; so unless overridden."""
        return True

    def duties(self) -> list[tuple[Move, tuple[Role, ...]]]:
        """The duties that its stage waits for, in the order of the table, each with the people whose turn it is.

        What is nobody's turn is not among them, nor is what the platform does by itself.
        """
        of_stage = [move for move in moves_of(self.kind) if move.duty and self.stage in move.sources]
        waiting = [move for move in of_stage if self.waits_for(move)]
        asked = {role for move in waiting for role in move.roles} - {Role.SYSTEM}
        awaited = sorted(filter(self.awaits, asked), key=lambda role: role.label)
        laid = [(move, tuple(role for role in awaited if role in move.roles)) for move in waiting]
        return [(move, roles) for move, roles in laid if roles]

    def place_for(self, role: Role) -> str:
        """The place of this row for a bound role, empty when it has none."""
        path = self.scope.get(role, "")
        value = self._at(path) if path else None
        return str(value) if value is not None else ""

    def _at(self, path: str) -> object:
        """What stands at the end of a lookup path; None where a relation on the way leads nowhere."""
        value: object = self
        for step in path.split("__"):
            value = getattr(value, step, None)
        return value

    def within(self, grant: Grant) -> bool:
        """Whether this row lies in the grant's place: the same rule as `scoped`, on one row in hand."""
        if grant.role in CITY_ROLES or grant.role is Role.PUBLIC:
            return True
        return bool(grant.place) and self.place_for(grant.role) == grant.place

    def addressees(self, role: Role) -> tuple[str, ...]:
        """The places whose holders of a role are told of an act on this row; ("",) is city-wide."""
        if role in CITY_ROLES:
            return ("",)
        place = self.place_for(role)
        return (place,) if place else ()

    @property
    def stage_label(self) -> str:
        """What people call the stage."""
        return stages.label(self.kind, self.stage)

    @property
    def title(self) -> str:
        """What people call this row."""
        return str(self)

    @property
    def number(self) -> str:
        """The public number: the `code` of the kinds that have one; the others are told apart by their title."""
        return str(getattr(self, "code", ""))

    @property
    def whose(self) -> str:
        """Whom it concerns, where its title does not say so, empty otherwise."""
        return ""

    @property
    def filled_in(self) -> bool:
        """Whether those who prepare what its stage waits for have done so, as far as this row alone tells."""
        return False

    @property
    def opens(self) -> date | None:
        """The first day on which what its stage waits for can be done, where it has to wait."""
        return None

    @property
    def due(self) -> date | None:
        """The last day for what its stage waits for, where one is set."""
        return None

    def cited_for(self, move: Move) -> Citation:
        """The article under which an act on this row stands: its move's, unless it is another for this very row."""
        return move.cite

    @property
    def case_id(self) -> object:
        """The subject in whose 流程轨迹 the acts on this row are read; itself unless overridden."""
        return self.pk


def subject_models() -> tuple[type[Subject], ...]:
    """Every kind of subject that the installed apps have, in their order."""
    return tuple(model for model in apps.get_models() if issubclass(model, Subject))


def subject_model(kind: str) -> type[Subject]:
    """The model of a kind. Raises LookupError for a kind that no app has."""
    for model in subject_models():
        if model.kind == kind:
            return model
    raise LookupError(f"no subject of kind {kind}")

"""Turns a database's refusal into the sentence its constraint carries."""

from django.apps import apps
from django.db import IntegrityError
from django.db.models import BaseConstraint, Model, UniqueConstraint

_DEFAULT = BaseConstraint.default_violation_error_message


def explain(error: IntegrityError) -> str | None:
    """The Chinese sentence of the violated constraint, or None when it carries none.

    PostgreSQL and SQLite's CHECK name the constraint; SQLite's UNIQUE names table and columns.
    """
    text = str(error)
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.violation_error_message != _DEFAULT and _named(text, model, constraint):
                return str(constraint.violation_error_message)
        for field in model._meta.local_concrete_fields:
            if field.unique and _column_named(text, model, str(field.column)):
                return f"这个{field.verbose_name}已被使用"
    return None


def _column_named(text: str, model: type[Model], column: str) -> bool:
    table = model._meta.db_table
    return text.endswith(f"UNIQUE constraint failed: {table}.{column}") or f'"{table}_{column}_' in text


def _named(text: str, model: type[Model], constraint: BaseConstraint) -> bool:
    if constraint.name in text:
        return True
    if not isinstance(constraint, UniqueConstraint):
        return False
    columns = [f"{model._meta.db_table}.{_column(model, name)}" for name in constraint.fields]
    return bool(columns) and text.endswith("UNIQUE constraint failed: " + ", ".join(columns))


def _column(model: type[Model], name: str) -> str:
    return next(str(field.column) for field in model._meta.local_concrete_fields if field.name == name)

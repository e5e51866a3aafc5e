"""How long a text may be: as long as the column takes in which it is kept."""

from django.db.models import CharField, Model


def room_of(model: type[Model], column: str) -> int:
    """How many characters a column takes. Raises TypeError for one that has no such limit."""
    field = model._meta.get_field(column)
    if not isinstance(field, CharField) or field.max_length is None:
        raise TypeError(f"{model.__name__}.{column} has no limit")
    return field.max_length

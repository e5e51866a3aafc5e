"""Reads of lots, shaped for pages and for the portal."""

from haizhi.lots.queries.ceremony import Dice, Recipe, Step, course_of, dice_of, recipe_of, steps_of
from haizhi.lots.queries.members import Row, apart_in, lots_of, members_of, rows_of
from haizhi.lots.queries.papers import draw_record
from haizhi.lots.queries.published import (
    LOT_COMMAND,
    LOT_WINDOWS,
    bundle_of,
    has_bundle,
    lot_files,
    published_lots,
    signatures_of,
)

__all__ = [
    "LOT_COMMAND",
    "LOT_WINDOWS",
    "Dice",
    "Recipe",
    "Row",
    "Step",
    "apart_in",
    "bundle_of",
    "course_of",
    "dice_of",
    "draw_record",
    "has_bundle",
    "lot_files",
    "lots_of",
    "members_of",
    "published_lots",
    "recipe_of",
    "rows_of",
    "signatures_of",
    "steps_of",
]

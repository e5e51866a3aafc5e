"""The procedure as a table: who may do what, from which stage to which, under which article.

Everything else is derived from it: permission, buttons, to-do lists, trail, public proof, state diagram.
A move with no source creates its subject. `duty` marks what a stage waits for (it becomes a 待办); whoever prepares
it has a 待办 of their own. `cause` names the moves, a space between them, in whose course alone this one happens; after
a `sealed` one a checkpoint is signed. Moves of two people stand as two rows: each signs in their own account.
"""

# isort: off - the order of the table; a row is spoken of by its name, wherever in it the row stands
from haizhi.regulation.moves.applications import *  # noqa: F403 - all rows
from haizhi.regulation.moves.assessments import *  # noqa: F403 - all rows
from haizhi.regulation.moves.decisions import *  # noqa: F403 - all rows
from haizhi.regulation.moves.funding import *  # noqa: F403 - all rows
from haizhi.regulation.moves.house import *  # noqa: F403 - all rows
from haizhi.regulation.moves.lots import *  # noqa: F403 - all rows
from haizhi.regulation.moves.reviews import *  # noqa: F403 - all rows
from haizhi.regulation.moves.row import MOVES as MOVES
from haizhi.regulation.moves.row import Move as Move
from haizhi.regulation.moves.standing import *  # noqa: F403 - all rows
from haizhi.regulation.moves.stations import *  # noqa: F403 - all rows
from haizhi.regulation.moves.tasks import *  # noqa: F403 - all rows
from haizhi.regulation.moves.work import *  # noqa: F403 - all rows

# isort: on


def moves_of(kind: str) -> tuple[Move, ...]:
    """The moves of one kind of subject, in table order."""
    return tuple(m for m in MOVES.values() if m.kind == kind)

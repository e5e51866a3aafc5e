"""Pages of the pool of experts."""

from haizhi.experts.views.corrections import correction, correction_act, correction_new, corrections
from haizhi.experts.views.imports import import_check, import_drop, import_sheet, template
from haizhi.experts.views.lists import (
    discipline,
    discipline_act,
    discipline_new,
    disciplines,
    employers,
    pool_statistics,
    terms,
    terms_new,
)
from haizhi.experts.views.looks import export, look, look_at, look_file, looks
from haizhi.experts.views.pool import expert, expert_act, expert_new, experts
from haizhi.experts.views.welcome import welcome

__all__ = [
    "correction",
    "correction_act",
    "correction_new",
    "corrections",
    "discipline",
    "discipline_act",
    "discipline_new",
    "disciplines",
    "employers",
    "expert",
    "expert_act",
    "expert_new",
    "experts",
    "export",
    "import_check",
    "import_drop",
    "import_sheet",
    "look",
    "look_at",
    "look_file",
    "looks",
    "pool_statistics",
    "template",
    "terms",
    "terms_new",
    "welcome",
]

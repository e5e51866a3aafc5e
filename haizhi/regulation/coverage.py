"""条文对照: every article, restated in a line of our own, with what computes it or why nothing has to.

What computes an article is not listed here but derived: rules from their decorators, steps from the moves, numbers
from the parameters, tables from their rows. Only restatement, effect and excuse are written by hand; a test holds that
each article is either computed or excused, never both.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules

from haizhi import regulation
from haizhi.regulation.article_texts import ARTICLE_TEXTS, ArticleText
from haizhi.regulation.citations import Citation, form, measures
from haizhi.regulation.doubts import Interpretation
from haizhi.regulation.eligibility import CONDITIONS
from haizhi.regulation.findings import RULED
from haizhi.regulation.form_fields import FORM_FIELDS
from haizhi.regulation.funding import PURPOSES
from haizhi.regulation.indicators import TABLES
from haizhi.regulation.interpretations import INTERPRETATIONS
from haizhi.regulation.materials import MATERIALS
from haizhi.regulation.moves import MOVES, Move
from haizhi.regulation.parameters import PARAMETERS, Parameter
from haizhi.regulation.task_families import TaskFamily

# A rule enters itself in the table of rules when its module is imported: all are, before the table is read.
for _module in iter_modules(regulation.__path__):
    import_module(f"{regulation.__name__}.{_module.name}")


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """One article: what it says, what the system does (or the excuse), and by what."""

    cite: Citation
    restatement: str
    effect: str
    excuse: str
    rules: tuple[str, ...]
    moves: tuple[Move, ...]
    parameters: tuple[Parameter[object], ...]
    tables: tuple[str, ...]
    interpretations: tuple[Interpretation, ...]

    @property
    def computed(self) -> bool:
        """Whether anything in the regulation package carries it out."""
        return bool(self.rules or self.moves or self.parameters or self.tables)


_TABLE_ROWS: tuple[tuple[str, tuple[Citation, ...]], ...] = (
    *((f"申报条件“{c.label}”", c.cites) for c in CONDITIONS),
    *((f"申报材料“{m.label}”", m.cites) for m in MATERIALS.values()),
    *((f"{t.name}（{len(t.indicators)}项）", (t.cite,)) for t in TABLES),
    *((f"{g.label}的用途", (cite,)) for g, (cite, _) in PURPOSES.items()),
    *((f"工作站任务“{f.label}”", (measures(4, n),)) for n, f in enumerate(TaskFamily, start=1)),
    (f"申报表栏目（{len(FORM_FIELDS)}项）", (form(),)),
)


def _concerns(article: Citation, cites: Iterable[Citation]) -> bool:
    return any((c.source, c.article) == (article.source, article.article) for c in cites)


def _entry(text: ArticleText) -> ArticleEntry:
    return ArticleEntry(
        cite=text.cite,
        restatement=text.restatement,
        effect=text.effect,
        excuse=text.excuse,
        rules=tuple(sorted({name for cite, names in RULED.items() if _concerns(text.cite, [cite]) for name in names})),
        moves=tuple(m for m in MOVES.values() if _concerns(text.cite, m.cites)),
        parameters=tuple(p for p in PARAMETERS.values() if _concerns(text.cite, [p.cite])),
        tables=tuple(label for label, cites in _TABLE_ROWS if _concerns(text.cite, cites)),
        interpretations=tuple(i for i in INTERPRETATIONS if _concerns(text.cite, i.cites)),
    )


def articles() -> tuple[ArticleEntry, ...]:
    """Every article of every instrument, in order, for the page 条文对照."""
    return tuple(_entry(text) for text in ARTICLE_TEXTS)

"""The pool: experts, their disciplines, what they declare and ask for, and who looked into it."""

from haizhi.experts.models.batches import Batch
from haizhi.experts.models.corrections import Correction
from haizhi.experts.models.disciplines import Discipline, FirstDiscipline, Terms
from haizhi.experts.models.experts import Absence, Contact, Expert, Interest, Sex
from haizhi.experts.models.looks import Look

__all__ = [
    "Absence",
    "Batch",
    "Contact",
    "Correction",
    "Discipline",
    "Expert",
    "FirstDiscipline",
    "Interest",
    "Look",
    "Sex",
    "Terms",
]

"""Declare the articles that a function computes when its answer is a value, not a finding."""

from collections.abc import Callable
from typing import TypeVar

from haizhi.regulation.citations import Citation
from haizhi.regulation.findings import RULED

F = TypeVar("F", bound=Callable[..., object])


def computes(*cites: Citation) -> Callable[[F], F]:
    """Enter a function in the table of rules under the given articles and leave it as it is."""

    def declare(rule: F) -> F:
        for cite in cites:
            RULED.setdefault(cite, []).append(f"{rule.__module__}.{rule.__name__}")
        return rule

    return declare

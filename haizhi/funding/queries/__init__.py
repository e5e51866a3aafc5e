"""What the pages about money show."""

from haizhi.funding.queries import dates  # noqa: F401 - declares its dates by being imported
from haizhi.funding.queries.budgets import BudgetYear, budget_year, budgets_of
from haizhi.funding.queries.checks import CheckPage, check_page, checks_of, population, rounds_of
from haizhi.funding.queries.files import funding_files, pages_of_funding_files
from haizhi.funding.queries.granting import GrantingRow, approval_rows, candidates, granting_rows
from haizhi.funding.queries.grants import (
    GrantPage,
    grant_page,
    grants_of,
    money_of,
    money_of_station,
    payments_of,
    to_do,
    units_of,
)
from haizhi.funding.queries.papers import account_sheet, check_sheet, notice_sheet, statement_sheet, year_sheet
from haizhi.funding.queries.recoveries import last_day_to_object, pleas_of, recoveries_of
from haizhi.funding.queries.rules import accounts_of, rules_of, units_without_rules
from haizhi.funding.queries.sections import funding_section
from haizhi.funding.queries.spending import alike, spendings_of, work_choices
from haizhi.funding.queries.standing import books_are_closed, money_of_the_term

__all__ = [
    "BudgetYear",
    "CheckPage",
    "GrantPage",
    "GrantingRow",
    "account_sheet",
    "accounts_of",
    "alike",
    "approval_rows",
    "books_are_closed",
    "budget_year",
    "budgets_of",
    "candidates",
    "check_page",
    "check_sheet",
    "checks_of",
    "funding_files",
    "funding_section",
    "grant_page",
    "granting_rows",
    "grants_of",
    "last_day_to_object",
    "money_of",
    "money_of_station",
    "money_of_the_term",
    "notice_sheet",
    "pages_of_funding_files",
    "payments_of",
    "pleas_of",
    "population",
    "recoveries_of",
    "rounds_of",
    "rules_of",
    "spendings_of",
    "statement_sheet",
    "to_do",
    "units_of",
    "units_without_rules",
    "work_choices",
    "year_sheet",
]

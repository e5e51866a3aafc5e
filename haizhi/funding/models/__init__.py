"""The money of the stations: budgets, grants and their books, spending, accounts, checks, recovery."""

from haizhi.funding.models.accounts import FinalAccount
from haizhi.funding.models.checks import Check, CheckRound
from haizhi.funding.models.finance_rules import FinanceRules
from haizhi.funding.models.grants import ENDED, GRANTED, Budget, Grant, Movement, Payment
from haizhi.funding.models.pleas import OBJECTIONS, Plea
from haizhi.funding.models.readers import READERS
from haizhi.funding.models.recoveries import Accountability, Recovery, Repayment
from haizhi.funding.models.spending import EDITED, RESERVED, Spending

__all__ = [
    "EDITED",
    "ENDED",
    "GRANTED",
    "OBJECTIONS",
    "READERS",
    "RESERVED",
    "Accountability",
    "Budget",
    "Check",
    "CheckRound",
    "FinalAccount",
    "FinanceRules",
    "Grant",
    "Movement",
    "Payment",
    "Plea",
    "Recovery",
    "Repayment",
    "Spending",
]

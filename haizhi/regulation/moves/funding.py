"""Money: budgets, grants, spending, spot checks, recovery (办法·11, 12, 14)."""

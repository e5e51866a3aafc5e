"""建站经费: budgets, grants, spending, spot checks and recovery (办法·11, 12, 14)."""

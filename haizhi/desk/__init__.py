"""The signed-in home: what waits, what was done, search, ledger."""

"""Unsubmitted work on stations: no ledger entry."""

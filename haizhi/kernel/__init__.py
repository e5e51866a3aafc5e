"""The door, the ledger and what they stand on. Knows no app above it."""

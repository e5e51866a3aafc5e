"""Chance, scores and records that any outsider can re-compute: pure, standard library only.

The exact definitions, for a second implementation in another language, are in docs/fairness.md.
"""

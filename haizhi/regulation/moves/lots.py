"""A list sealed, chance entered by two, a result that anyone can compute again (办法·14, 考核)."""

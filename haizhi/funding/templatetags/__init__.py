"""Money in the templates."""

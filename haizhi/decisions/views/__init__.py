"""The pages of decisions: HTTP only."""

"""Parsing of what the pages of stations ask for."""

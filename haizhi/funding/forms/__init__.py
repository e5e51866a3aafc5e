"""Parsing of what the pages about money ask for."""

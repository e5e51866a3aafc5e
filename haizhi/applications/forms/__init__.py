"""Parsing of what people type on the pages of calls and applications."""

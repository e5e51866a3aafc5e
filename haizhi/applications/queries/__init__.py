"""Reads of calls and applications, shaped for their pages."""

"""Delivers the kernel outbox: in-app notices and mail."""

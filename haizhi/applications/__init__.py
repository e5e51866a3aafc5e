"""Calls and applications, from the yearly notice to 资格审核 (办法·5–8)."""

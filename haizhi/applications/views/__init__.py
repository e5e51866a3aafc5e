"""HTTP of calls and applications."""

"""The regulation as pure code: facts in, findings out; no clock, no database, no Django."""

"""Stations: plaque and term (办法·9·3, 13)."""

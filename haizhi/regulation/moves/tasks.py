"""Tasks handed down and the yearly summary (办法·4·4, 办法·12)."""

"""The three-yearly assessment (办法·12, 考核)."""

"""评估考核: the three-yearly rounds of self, peer and office sheets (办法·12, 考核)."""

"""The review: rules, recusal, draw, hearing, sheets and tally (办法·9·1, 评审·6–8)."""

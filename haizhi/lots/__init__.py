"""抽签: a list that is sealed, chance that two people enter, a result that anyone can compute again."""

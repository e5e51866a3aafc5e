"""案卷: each closed case as one package that is kept and can be verified."""

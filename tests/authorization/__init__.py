"""Who may see and do what: every address as every role, in one city that all of these tests share."""

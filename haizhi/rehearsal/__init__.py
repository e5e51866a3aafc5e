"""The player: whole cycles through the real acts; builds the demonstration."""

"""What the public pages read, as anybody may see it: rows come through `visible_to(PUBLIC)`, whoever asks."""

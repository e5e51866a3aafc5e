"""Files over HTTP: arriving, handed out, looked at, purged."""

"""Settings, addresses and the entry point of the web server: the only place that knows the environment."""

"""What the pages and the worker ask of archives."""

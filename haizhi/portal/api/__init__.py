"""The open data: what the public pages show, for programs. Read-only, without sign-in, under /api/v1/."""

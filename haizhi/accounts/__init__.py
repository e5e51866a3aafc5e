"""People, organisations, memberships and delegation: from them, the actor behind each request."""

"""Forms: they parse what was typed; every rule is the act's."""

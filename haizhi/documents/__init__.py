"""Papers: a dataclass in, bytes out. Knows no models and nobody's rights; the apps say what stands on the paper."""

"""The pages of a station's standing."""

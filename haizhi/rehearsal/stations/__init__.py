"""The life of stations, played through the real acts: what a rehearsal of several years and the demonstration share."""

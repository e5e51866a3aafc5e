"""The public face: calls, 公示, objections, stations, 条文对照, verification."""

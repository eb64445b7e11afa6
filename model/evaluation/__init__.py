"""Measure what answers clicks: simulated sessions, one log for every protocol, figures computed from that log alone."""

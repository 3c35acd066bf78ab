"""Fetching: the one door for outbound HTTP, and the reading of feeds in a process that can be killed."""

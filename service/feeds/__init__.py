"""Feeds: which are polled, when, and what came of it."""

"""The demo: bundled dispatches as growing feeds on loopback, the real daemon on them, a receiver."""

"""Cairn: a guided program engine for people who live with long-term pain and low mood."""

ENGINE = "0.3.2"
"""Version of the engine, stamped on every event."""

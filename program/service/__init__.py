"""The use cases of the clinic: read, decide, append."""

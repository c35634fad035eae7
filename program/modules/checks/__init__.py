"""Checks over all content at once. Every file here is one concern: draft in, issues out."""

"""Questionnaires: items, scoring, missing-item rules, bands."""

"""Events to tidy tables, with a codebook that comes from the same declarations."""

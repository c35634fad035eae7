"""The pages of patients, and the small parts only they use."""

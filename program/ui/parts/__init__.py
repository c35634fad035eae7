"""What pages are made of: the form, the look, the tabs, the cairn, cards."""

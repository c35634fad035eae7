"""What comes next: conditions, rules, plan, decision, schedule."""

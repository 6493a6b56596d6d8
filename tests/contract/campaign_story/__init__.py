"""Campaigns from the plan to the last unit (story B), on played phones and at the office."""

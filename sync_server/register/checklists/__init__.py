"""Checklists as the office keeps them: their versions, and what somebody is writing of them."""

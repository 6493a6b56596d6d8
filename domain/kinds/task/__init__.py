"""Entries of tasks that the office gives to persons (交办任务)."""

"""The pages of tasks (交办任务)."""

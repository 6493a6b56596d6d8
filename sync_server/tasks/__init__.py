"""Tasks that the office gives to persons (交办任务): its verbs, and what it sees of them."""

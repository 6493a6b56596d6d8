"""The findings of a visit: their list and the form of one."""

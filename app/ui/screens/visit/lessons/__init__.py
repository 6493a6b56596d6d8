"""The lessons heard on a visit: their list and the form of one."""

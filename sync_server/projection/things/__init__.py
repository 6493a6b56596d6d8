"""The rows of the register's things, a module for what belongs together."""

"""The few statements of every commit, handed to the database's driver as they are."""

"""The version of what makes the tables that follow."""

# Raise it whenever the same log makes other rows than before: a change of the fold, of a rule,
# of a flag or of a projected table. Servers then make their tables anew when they start.
FOLD_VERSION = 22

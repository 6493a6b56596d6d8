"""Who gets in: accounts, enrolment, scope, and how often one may try."""

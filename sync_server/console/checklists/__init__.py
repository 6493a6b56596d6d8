"""督导清单: the list, one with its versions, as on the phone, and its editor."""

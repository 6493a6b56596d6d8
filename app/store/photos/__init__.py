"""Photos in the store: their files, their rows, the room they take, earlier ones of findings."""

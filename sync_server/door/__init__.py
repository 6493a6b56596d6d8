"""The door by which schools and the public come in: what they see, and what they may say."""

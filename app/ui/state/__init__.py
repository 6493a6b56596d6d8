"""What the screens share and what outlives one of them: state, and the acts on it."""

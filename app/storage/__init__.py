"""The room that photo files take, and which of them may go."""

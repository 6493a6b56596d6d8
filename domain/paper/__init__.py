"""The office's papers: from their entries to what they say."""

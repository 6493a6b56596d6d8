"""文书: the office's papers, from the draft to the end, and who signs them."""

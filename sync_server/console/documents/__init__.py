"""文书: the office's Word templates, and the documents that are made by them."""

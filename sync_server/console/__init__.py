"""The office's pages in a browser."""

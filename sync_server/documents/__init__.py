"""The office's documents as Word files, by templates that the office can edit."""

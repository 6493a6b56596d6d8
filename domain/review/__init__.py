"""What the office's review of visits rests on: what waits, and which flags still stand."""

"""督导记录: visits as lists show and export them."""

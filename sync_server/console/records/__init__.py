"""督导记录: the list of visits and the page of each with what the office does there."""

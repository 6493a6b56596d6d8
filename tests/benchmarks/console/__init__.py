"""What the pages of the console cost in a large district."""

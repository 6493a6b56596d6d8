"""督导进度: the grid of inspectors, schools and months, and the visits behind its figures."""

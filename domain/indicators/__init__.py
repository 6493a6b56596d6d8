"""办学条件 and their 校际差异系数 (0-09, 1-07, 4-09): how evenly schools are provided for."""

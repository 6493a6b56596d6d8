"""接口令牌: what other systems may read of the district, given and taken back."""

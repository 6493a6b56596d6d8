"""The Chinese words of stored values, kinds and flags, said alike by phone and office."""

"""What a visit is about: its theme, and who came along."""

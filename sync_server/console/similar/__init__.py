"""The pages of similar checks (举一反三)."""

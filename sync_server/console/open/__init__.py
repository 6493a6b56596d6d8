"""Pages for anybody, without signing in."""

"""基础信息: the things of the register as pages, one noun a file."""

"""The office's register: districts, names, what comes built in, and imports."""

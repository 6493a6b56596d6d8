"""The demo district and its year, made through the same code as real visits."""

"""The built-in Word templates, made: `python -m tools.documents`."""

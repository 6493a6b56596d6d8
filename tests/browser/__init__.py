"""What a person sees: the phone app and the console in a real browser."""

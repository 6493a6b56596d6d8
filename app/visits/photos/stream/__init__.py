"""Whether a picture file is whole, by its own structure: decoders paint over what is damaged."""

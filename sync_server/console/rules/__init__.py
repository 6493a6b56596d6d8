"""The rules of a district with what they change, and every setting there is."""

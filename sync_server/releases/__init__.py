"""The phone app as the office hands it out."""

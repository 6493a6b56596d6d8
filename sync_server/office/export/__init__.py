"""Tables that leave the system: as files of two formats, and who took which of them."""

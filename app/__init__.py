"""The phone: records visits with or without a network, and delivers them."""

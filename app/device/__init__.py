"""Position, camera, clock ticks and key storage of the phone."""

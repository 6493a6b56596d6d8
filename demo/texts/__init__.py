"""What the demo's people write: findings, lessons, observations, and sentences made of them."""

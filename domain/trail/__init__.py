"""The trail itself: lines, chains, deliveries, times and proofs."""

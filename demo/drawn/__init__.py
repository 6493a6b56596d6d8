"""The demo's photos: scenes as they are drawn, and pictures as a phone takes them."""

"""The papers that inspectors read on their phones."""

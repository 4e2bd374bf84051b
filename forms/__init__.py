"""What people may send, parsed."""

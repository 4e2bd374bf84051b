"""What other sites frame."""

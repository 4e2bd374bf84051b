"""Questions. They never write."""

"""What exists: tables, relations, named constraints, and the permission and workflow tables."""

"""HTTP only: a GET asks a query, a POST performs an operation."""

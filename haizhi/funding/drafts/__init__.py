"""What is saved before it is handed in."""

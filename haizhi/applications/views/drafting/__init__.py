"""Pages on which an application is begun, filled in, checked and handed in."""

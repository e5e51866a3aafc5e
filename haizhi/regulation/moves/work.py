"""What a station does, plans and keeps in touch with (办法·4)."""

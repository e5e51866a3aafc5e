"""Uploaded files: checked by content, stored under their own fingerprint, served only to who may see them."""

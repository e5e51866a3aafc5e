"""The public pages: open to everybody, without sign-in and without a cookie."""

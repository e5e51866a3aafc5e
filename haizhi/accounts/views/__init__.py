"""The pages of accounts: entrance, one's own account, and the administrators' pages."""

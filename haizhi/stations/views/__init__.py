"""The pages of stations for whoever signed in."""

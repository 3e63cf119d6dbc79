"""What is typed on the pages of the organisation; the services judge it."""

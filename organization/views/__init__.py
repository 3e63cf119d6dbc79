"""Pages of the organisation: read by everybody who has a seat."""

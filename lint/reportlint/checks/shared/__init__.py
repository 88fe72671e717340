"""What several kinds of check share; none of these modules is a kind."""

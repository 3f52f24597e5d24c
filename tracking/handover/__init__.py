"""What survives an election: leaving a post, taking one over, and telling a new administration where all stands."""

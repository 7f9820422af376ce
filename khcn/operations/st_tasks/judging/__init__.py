"""What councils compute, as plain Python: composition, quorum, votes, scores, grades, money and limits, each with its arithmetic."""

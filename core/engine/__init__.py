"""What happens to one respondent: pure functions on definitions and answers."""

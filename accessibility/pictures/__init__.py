"""Pictures that stand beside words, their licences, and their alternative texts."""

"""What people do in a trial: enrol, consent, answer, remind, withdraw."""

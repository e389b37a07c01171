"""What proves who a member of staff is: pure rules, without storage and without pages."""

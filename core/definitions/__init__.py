"""What an instrument, a consent module and a study are: frozen typed values that report their own faults."""

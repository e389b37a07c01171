"""The parts that pages are made of: WTForms fields for each kind of answer, and the macros that draw them."""

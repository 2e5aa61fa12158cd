"""Who works on a step: takes it, gives it back or on, stands aside."""
